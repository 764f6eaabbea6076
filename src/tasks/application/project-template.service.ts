import { Injectable } from '@nestjs/common';
import { audit, recordChange } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { newId } from '#libs/kernel';
import { UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import { ProjectTemplate } from '../domain/project-template.js';
import type { CreateProjectTemplateDto, UpdateProjectTemplateDto } from '../dto/project-template.dto.js';
import { ProjectTemplateRepository } from '../persistence/project-template.repository.js';
import { projectTemplateShape } from '../project-template.shape.js';

/** Templates themselves (1.11). Whoever makes one keeps it. */
@Injectable()
export class ProjectTemplateService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly templates: ProjectTemplateRepository,
    private readonly reader: RecordReader,
  ) {}

  /** @throws Conflict when another template has the name */
  create(caller: Caller, payload: Payload<CreateProjectTemplateDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const template = ProjectTemplate.add({ id: newId(), ownerId: caller.personId, now: tx.now }, payload.read());
      await this.templates.save(tx, template);
      recordChange(tx, projectTemplateShape, template);
      return this.reader.one(caller, projectTemplateShape, template.id, tx);
    });
  }

  /** @throws Conflict when another template has the name */
  update(caller: Caller, key: string, payload: Payload<UpdateProjectTemplateDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const template = await this.templates.get(tx, caller.ability, key);
      authorize(caller.ability, 'update', 'ProjectTemplate', template.state);
      const body = payload.read();
      checkVersion(caller, template.state);
      template.describe(body);
      await this.templates.save(tx, template);
      recordChange(tx, projectTemplateShape, template);
      return this.reader.one(caller, projectTemplateShape, template.id, tx);
    });
  }

  /** With its tasks. Projects that were made from it stay as they are. */
  remove(caller: Caller, key: string): Promise<void> {
    return this.unitOfWork.run(caller, async (tx) => {
      const template = await this.templates.get(tx, caller.ability, key);
      authorize(caller.ability, 'delete', 'ProjectTemplate', template.state);
      checkVersion(caller, template.state);
      await this.templates.remove(tx, template);
      const { id, name, ownerId } = template.state;
      audit(tx, { action: 'deleted', recordType: 'ProjectTemplate', recordId: id, before: { name, ownerId } });
    });
  }
}
