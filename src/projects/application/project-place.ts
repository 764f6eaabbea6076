import { Injectable } from '@nestjs/common';
import type { AppAbility, Caller } from '#libs/authorization';
import { Conflict, Refused, WorkingCalendar } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';
import { resolveReference, unknownReference } from '#libs/records';
import { CalendarsApi } from '../../administration/index.js';
import { AccountSchema, type AccountState, CustomersApi } from '../../customers/index.js';
import type { Project } from '../domain/project.js';
import { ProjectRepository } from '../persistence/project.repository.js';
import { ProjectContactRepository } from '../persistence/project-contact.repository.js';
import { ProjectGuards } from '../project-guards.js';

const CYCLE = Refused.field('parentId', 'project_cycle', 'A project cannot lie below itself.');
const ACCOUNT_FIXED = new Conflict('account_fixed', 'The account stands while the project has contacts.');

/** Where a project stands: under which account, below which project, who manages it, and by which calendar. */
@Injectable()
export class ProjectPlace {
  constructor(
    private readonly projects: ProjectRepository,
    private readonly contacts: ProjectContactRepository,
    private readonly guards: ProjectGuards,
    private readonly customers: CustomersApi,
    private readonly calendars: CalendarsApi,
  ) {}

  /** BR-030. The account that a body names. @throws Refused for one that is not flagged as customer */
  async account(tx: Transaction<any>, ability: AppAbility, key: string): Promise<AccountState> {
    const account = await resolveReference<AccountState>(tx, ability, AccountSchema, 'accountId', key);
    if (!account.customer) throw Refused.field('accountId', 'account_not_customer', 'The account is not a customer.');
    return account;
  }

  /** BR-033. The project above, whose account must have to do with this one. @throws Refused */
  async parent(tx: Transaction<any>, ability: AppAbility, key: string, accountId: string): Promise<Project> {
    const parent = await this.projects.named(tx, ability, 'parentId', key);
    await this.checkRelated(tx, accountId, parent.state.accountId, 'parentId');
    return parent;
  }

  /** The internal user that a body names as project manager. @throws Refused */
  async manager(tx: Transaction<any>, key: string): Promise<string> {
    if (!(await this.projects.isInternalPerson(tx, key))) throw unknownReference('projectManagerId');
    return key;
  }

  /** The working times of a calendar; null for the standard one. */
  async hours(tx: Transaction<any>, calendarId: string | null): Promise<WorkingCalendar | null> {
    if (calendarId === null) return null;
    const definition = (await this.calendars.definitionsOf(tx, [calendarId])).get(calendarId);
    return definition ? new WorkingCalendar(definition) : null;
  }

  /** The calendar that a body names; null for the standard one (decision 48). @throws Refused for one that there is not */
  async calendar(tx: Transaction<any>, key: string | null): Promise<string | null> {
    if (key !== null && !(await this.calendars.exists(tx, key))) throw unknownReference('calendarId');
    return key;
  }

  /**
   * Puts a project under another account, below another project, or both. Undefined leaves the one as it is.
   * @throws Conflict when contacts, external assignees or cases hold it at its account (decision 16)
   * @throws Refused when the accounts have nothing to do with each other (BR-033), or a circle would arise
   */
  async move(
    tx: Transaction<Caller>,
    project: Project,
    accountKey: string | undefined,
    parentKey: string | null | undefined,
  ): Promise<void> {
    const { ability } = tx.origin;
    const accountId = accountKey === undefined ? project.state.accountId : (await this.account(tx, ability, accountKey)).id;
    const parentId = await this.parentIdOf(tx, project, parentKey);
    if (accountId === project.state.accountId && parentId === project.state.parentId) return;
    await this.projects.lock(tx, project.id);
    if (accountId !== project.state.accountId) await this.checkAccountChange(tx, project, accountId);
    if (parentId !== null) {
      const parent = await this.projects.byId(tx, parentId);
      await this.checkRelated(tx, accountId, parent.state.accountId, parentKey ? 'parentId' : 'accountId');
    }
    project.place(accountId, parentId, tx.now);
  }

  private async parentIdOf(tx: Transaction<Caller>, project: Project, key: string | null | undefined): Promise<string | null> {
    if (key === undefined) return project.state.parentId;
    if (key === null) return null;
    const parent = await this.projects.named(tx, tx.origin.ability, 'parentId', key);
    if ((await this.projects.lineOf(tx, parent.id)).includes(project.id)) throw CYCLE;
    return parent.id;
  }

  private async checkAccountChange(tx: Transaction<any>, project: Project, accountId: string): Promise<void> {
    if (await this.contacts.hasAny(tx, project.id)) throw ACCOUNT_FIXED;
    await this.guards.checkAccountChange(tx, project.id);
    const below = new Set((await this.projects.subProjectsOf(tx, project.id)).map((sub) => sub.state.accountId));
    for (const other of below) await this.checkRelated(tx, accountId, other, 'accountId');
  }

  private async checkRelated(tx: Transaction<any>, accountId: string, other: string, field: string): Promise<void> {
    if (accountId === other || (await this.customers.sameHierarchyOrRelated(tx, accountId, other))) return;
    const message = 'The accounts of a project and its sub project must be in the same hierarchy or related.';
    throw Refused.field(field, 'account_not_related', message);
  }
}
