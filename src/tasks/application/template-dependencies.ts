import { Injectable } from '@nestjs/common';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { Conflict, NotFound, newId } from '#libs/kernel';
import { isDuplicate, type Transaction, UnitOfWork } from '#libs/persistence';
import { loadRecord, type RecordJson, RecordReader, unknownReference } from '#libs/records';
import type { TemplateOutline } from '../domain/template-outline.js';
import type { TemplateDependencyState } from '../domain/template-task.js';
import type { CreateTemplateDependencyDto } from '../dto/template-task.dto.js';
import { ProjectTemplateRepository } from '../persistence/project-template.repository.js';
import { TemplateDependencySchema } from '../persistence/project-template.schema.js';
import { templateDependencyShape } from '../template-task.shape.js';
import { lagOf } from './task-dependencies.js';
import { noteInTemplate } from './template-journal.js';
import { TemplateLinks } from './template-links.js';

const TAKEN = new Conflict('already_exists', 'These two tasks depend on each other already.');

/** Which task of a template waits for which (BR-149). */
@Injectable()
export class TemplateDependencies {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly templates: ProjectTemplateRepository,
    private readonly links: TemplateLinks,
    private readonly reader: RecordReader,
  ) {}

  /** @throws Conflict for a pair that is tied already @throws Refused for a cycle, an ancestor, a task of another template */
  add(caller: Caller, templateKey: string, payload: Payload<CreateTemplateDependencyDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const template = await this.templates.get(tx, caller.ability, templateKey);
      authorize(caller.ability, 'update', 'ProjectTemplate', template.state);
      const body = payload.read();
      const lag = lagOf(body);
      await this.templates.hold(tx, template.id);
      const outline = await this.templates.outline(tx, template.id);
      const ends = { predecessorId: named(outline, body, 'predecessorId'), successorId: named(outline, body, 'successorId') };
      const record = { id: newId(), createdAt: tx.now, updatedAt: tx.now, version: 1 };
      const row: TemplateDependencyState = { ...record, templateId: template.id, ...ends, type: body.type ?? 'fs', ...lag };
      await tx.insert(TemplateDependencySchema, row).catch((error) => {
        throw isDuplicate(error) ? TAKEN : error;
      });
      await this.links.check(tx, template.id, outline, 'successorId');
      writeDown(tx, row, 'created');
      return this.reader.one(caller, templateDependencyShape, row.id, tx);
    });
  }

  remove(caller: Caller, templateKey: string, id: string): Promise<void> {
    return this.unitOfWork.run(caller, async (tx) => {
      const template = await this.templates.get(tx, caller.ability, templateKey);
      const row = await loadRecord<TemplateDependencyState>(tx, caller.ability, TemplateDependencySchema, id);
      if (row.templateId !== template.id) throw new NotFound();
      authorize(caller.ability, 'update', 'ProjectTemplate', template.state);
      checkVersion(caller, row);
      await this.templates.hold(tx, template.id);
      await tx.remove(TemplateDependencySchema, row.id, row.version);
      writeDown(tx, row, 'deleted');
    });
  }
}

type End = 'predecessorId' | 'successorId';

/** @throws Refused for a task that is none of the template */
function named(outline: TemplateOutline, body: Readonly<Record<End, string>>, field: End): string {
  if (!outline.get(body[field])) throw unknownReference(field);
  return body[field];
}

function writeDown(tx: Transaction<Caller>, row: TemplateDependencyState, action: 'created' | 'deleted'): void {
  const { id, templateId, predecessorId, successorId, type, lagMinutes, lagElapsedMinutes, lagPercent } = row;
  const values = { templateId, predecessorId, successorId, type, lagMinutes, lagElapsedMinutes, lagPercent };
  const [before, after] = action === 'created' ? [null, values] : [values, null];
  const text = action === 'created' ? 'A dependency was added' : 'A dependency was removed';
  noteInTemplate(tx, templateId, { recordType: 'TemplateDependency', recordId: id, action, before, after, text });
}
