import { Injectable } from '@nestjs/common';
import { copyAttachments, post, recordChange } from '#libs/activity';
import type { Caller } from '#libs/authorization';
import type { Payload } from '#libs/http';
import { newId } from '#libs/kernel';
import { UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import { ProjectTemplate } from '../domain/project-template.js';
import { withoutAssignee } from '../domain/relative-plan.js';
import type { SaveAsTemplateDto } from '../dto/project-template.dto.js';
import { AssigneeQueries } from '../persistence/assignee.queries.js';
import { ProjectTemplateRepository } from '../persistence/project-template.repository.js';
import { planOfProject, writeToTemplate } from '../persistence/relative-plan.rows.js';
import { projectTemplateShape } from '../project-template.shape.js';
import { HeldProjects } from './held-projects.js';

/** Makes templates of projects. */
@Injectable()
export class TemplateSaving {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly held: HeldProjects,
    private readonly templates: ProjectTemplateRepository,
    private readonly people: AssigneeQueries,
    private readonly reader: RecordReader,
  ) {}

  /**
   * BR-085, BR-086, decision 18. The project's fields, tasks, links, checklists and files; no actual dates, states,
   * external assignees, contacts and cases.
   * @throws Conflict when another template has the name
   */
  saveAs(caller: Caller, key: string, payload: Payload<SaveAsTemplateDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { project, body } = await this.held.take(tx, key, 'save_as_template', payload);
      const template = ProjectTemplate.add({ id: newId(), ownerId: caller.personId, now: tx.now }, { ...body, fields: project });
      await this.templates.save(tx, template);
      recordChange(tx, projectTemplateShape, template);
      const plan = await planOfProject(tx, project);
      const carriable = await this.people.carriable(tx, plan.tasks);
      const tasks = plan.tasks.map((task) => (carriable(task) ? task : withoutAssignee(task)));
      await writeToTemplate(tx, template.id, { ...plan, tasks });
      await copyAttachments(tx, { recordType: 'Project', recordId: project.id }, { recordType: 'ProjectTemplate', recordId: template.id });
      const text = `Saved as template “${template.state.name}”`;
      post(tx, { recordType: 'Project', recordId: project.id, kind: 'system', audience: 'internal', text });
      return this.reader.one(caller, projectTemplateShape, template.id, tx);
    });
  }
}
