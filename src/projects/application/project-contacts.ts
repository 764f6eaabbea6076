import { Injectable } from '@nestjs/common';
import { authorize, type Caller, touchAccess } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { Conflict, NotFound, Refused } from '#libs/kernel';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader, resolveReference } from '#libs/records';
import { ContactSchema, type ContactState, CustomersApi } from '../../customers/index.js';
import type { AddProjectContactDto } from '../dto/project-contact.dto.js';
import { ProjectRepository } from '../persistence/project.repository.js';
import { ProjectContactRepository } from '../persistence/project-contact.repository.js';
import { projectContactShape } from '../project-contact.shape.js';
import { ProjectGuards } from '../project-guards.js';
import { noteContact } from './contact-journal.js';

const NOT_ELIGIBLE = Refused.field(
  'contactId',
  'contact_not_eligible',
  'The contact belongs neither to the account nor to a partner that serves it, and has no relationship to it.',
);
const ALREADY = new Conflict('already_project_contact', 'The person is a contact of this project already.');

/** Makes persons contacts of a project and ends that. Both hold from the person's next request on. */
@Injectable()
export class ProjectContacts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly projects: ProjectRepository,
    private readonly contacts: ProjectContactRepository,
    private readonly customers: CustomersApi,
    private readonly guards: ProjectGuards,
    private readonly reader: RecordReader,
  ) {}

  /** BR-010. @throws Refused for somebody who is not eligible, Conflict for somebody who is a contact already */
  add(caller: Caller, key: string, payload: Payload<AddProjectContactDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const projectId = await this.manageable(tx, key);
      const { contactId } = payload.read();
      const contact = await resolveReference<ContactState>(tx, caller.ability, ContactSchema, 'contactId', contactId);
      const { accountId } = (await this.projects.hold(tx, projectId)).state;
      if (!(await this.customers.isEligibleFor(tx, contact.id, accountId))) throw NOT_ELIGIBLE;
      const row = await this.contacts.add(tx, projectId, contact.id, ALREADY);
      await noteContact(tx, 'added', row, { name: contact.name });
      await touchAccess(tx, [contact.id]);
      return this.reader.one(caller, projectContactShape, row.id, tx);
    });
  }

  /** Decision 3. @throws Conflict naming the open tasks that are assigned to the person */
  remove(caller: Caller, key: string, contactKey: string): Promise<void> {
    return this.unitOfWork.run(caller, async (tx) => {
      const projectId = await this.manageable(tx, key);
      const row = await this.contacts.held(tx, projectId, contactKey);
      if (!row) throw new NotFound();
      checkVersion(caller, row);
      await this.guards.checkContactRemoval(tx, projectId, row.contactId);
      await this.contacts.remove(tx, row);
      await noteContact(tx, 'removed', row);
      await touchAccess(tx, [row.contactId]);
    });
  }

  private async manageable(tx: Transaction<Caller>, key: string): Promise<string> {
    const { ability } = tx.origin;
    const project = await this.projects.get(tx, ability, key);
    authorize(ability, 'manage_contacts', 'Project', project.state);
    return project.id;
  }
}
