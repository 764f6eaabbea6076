import { Injectable } from '@nestjs/common';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { Conflict, newId } from '#libs/kernel';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader, unknownReference } from '#libs/records';
import type { TemplateOutline } from '../domain/template-outline.js';
import { TemplateTask } from '../domain/template-task.js';
import type { CreateTemplateTaskDto, UpdateTemplateTaskDto } from '../dto/template-task.dto.js';
import { ProjectTemplateRepository } from '../persistence/project-template.repository.js';
import { templateTaskShape } from '../template-task.shape.js';
import { noteInTemplate } from './template-journal.js';
import { TemplateLinks } from './template-links.js';
import { TemplateTaskForm } from './template-task-form.js';

const HAS_TASKS = new Conflict('task_has_tasks', 'There are tasks below this one. Delete or move them first.');

type Body = CreateTemplateTaskDto | UpdateTemplateTaskDto;

/** The tree of a template's tasks. Whoever may change the template may change them. */
@Injectable()
export class TemplateTasks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly templates: ProjectTemplateRepository,
    private readonly form: TemplateTaskForm,
    private readonly links: TemplateLinks,
    private readonly reader: RecordReader,
  ) {}

  /** @throws Refused for a parent that is none, and for what is said of it and will not do */
  add(caller: Caller, templateKey: string, payload: Payload<CreateTemplateTaskDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const template = await this.templates.get(tx, caller.ability, templateKey);
      authorize(caller.ability, 'update', 'ProjectTemplate', template.state);
      const body = payload.read();
      await this.templates.hold(tx, template.id);
      const task = TemplateTask.add({ id: newId(), templateId: template.id, now: tx.now }, { shortDescription: body.shortDescription });
      await this.form.fill(tx, task, body);
      const outline = await this.place(tx, task, body);
      await this.templates.writePlaces(tx, outline.changes());
      return this.write(tx, task, 'created');
    });
  }

  update(caller: Caller, templateKey: string, taskKey: string, payload: Payload<UpdateTemplateTaskDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const task = await this.toChange(tx, templateKey, taskKey);
      const body = payload.read();
      checkVersion(caller, task.state);
      await this.form.fill(tx, task, body);
      const elsewhere = body.parentId !== undefined && body.parentId !== task.state.parentId;
      if (elsewhere || body.position !== undefined) {
        await this.templates.hold(tx, task.state.templateId);
        const outline = await this.place(tx, task, body);
        await this.links.check(tx, task.state.templateId, outline, 'parentId');
        await this.templates.writePlaces(tx, outline.changes());
      }
      return this.write(tx, task, 'updated');
    });
  }

  /** BR-158. What follows it moves up; its links and its checklist go with it. @throws Conflict while there are tasks below it */
  remove(caller: Caller, templateKey: string, taskKey: string): Promise<void> {
    return this.unitOfWork.run(caller, async (tx) => {
      const task = await this.toChange(tx, templateKey, taskKey);
      checkVersion(caller, task.state);
      const { templateId, shortDescription, parentId } = task.state;
      await this.templates.hold(tx, templateId);
      const outline = await this.templates.outline(tx, templateId);
      if (outline.childrenOf(task.id).length) throw HAS_TASKS;
      outline.remove(task.id);
      await this.templates.removeTask(tx, task);
      await this.templates.writePlaces(tx, outline.changes());
      const news = { recordType: 'TemplateTask', recordId: task.id, action: 'deleted', text: `Task removed: ${shortDescription}` } as const;
      noteInTemplate(tx, templateId, { ...news, before: { templateId, shortDescription, parentId }, after: null });
    });
  }

  /** @throws NotFound for a task of another template @throws Forbidden */
  private async toChange(tx: Transaction<Caller>, templateKey: string, taskKey: string): Promise<TemplateTask> {
    const { ability } = tx.origin;
    const template = await this.templates.get(tx, ability, templateKey);
    const task = await this.templates.task(tx, ability, template.id, taskKey);
    authorize(ability, 'update', 'ProjectTemplate', template.state);
    return task;
  }

  /** BR-158. Puts the task where the body says; a new one, or one put below another parent, at the end when it says nothing. */
  private async place(tx: Transaction<Caller>, task: TemplateTask, body: Body): Promise<TemplateOutline> {
    const outline = await this.templates.outline(tx, task.state.templateId);
    const { parentId = task.state.parentId, position = null } = body;
    if (parentId !== null && !outline.get(parentId)) throw unknownReference('parentId');
    task.put(outline.put(task.id, parentId, position));
    return outline;
  }

  private async write(tx: Transaction<Caller>, task: TemplateTask, action: 'created' | 'updated'): Promise<RecordJson> {
    const changed = task.isNew ? task.state : task.changes;
    if (await this.templates.saveTask(tx, task)) {
      const { id, templateId, shortDescription } = task.state;
      const text = `Task ${action === 'created' ? 'added' : 'changed'}: ${shortDescription}`;
      const before = task.isNew ? null : pick(task.before, changed);
      noteInTemplate(tx, templateId, { recordType: 'TemplateTask', recordId: id, action, before, after: pick(task.state, changed), text });
    }
    return this.reader.one(tx.origin, templateTaskShape, task.id, tx);
  }
}

const pick = (state: object, like: object): Record<string, unknown> =>
  Object.fromEntries(Object.keys(like).map((name) => [name, (state as Record<string, unknown>)[name]]));
