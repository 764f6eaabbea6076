import { Injectable } from '@nestjs/common';
import { audit, post } from '#libs/activity';
import type { Caller } from '#libs/authorization';
import type { Payload } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import { ProjectsApi, projectShape } from '../../projects/index.js';
import { withoutAssignee } from '../domain/relative-plan.js';
import type { CopyProjectDto } from '../dto/project-template.dto.js';
import { planOfProject } from '../persistence/relative-plan.rows.js';
import { HeldProjects } from './held-projects.js';
import { PlanAdditions } from './plan-additions.js';

/** Makes projects of projects. */
@Injectable()
export class ProjectCopies {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly held: HeldProjects,
    private readonly projects: ProjectsApi,
    private readonly additions: PlanAdditions,
    private readonly reader: RecordReader,
  ) {}

  /**
   * BR-091. Another project of the same account with the same tasks, links and checklists, from another start. Nothing of
   * it is done or assigned; contacts, cases, files and sub projects are not copied, nor the place below another project.
   */
  copy(caller: Caller, key: string, payload: Payload<CopyProjectDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { project, body } = await this.held.take(tx, key, 'copy', payload);
      const { accountId, description, priority, calculation, calendarId } = project;
      const copy = await this.projects.open(tx, { ...body, accountId, description, priority, calculation, calendarId });
      const plan = await planOfProject(tx, project);
      await this.additions.add(tx, copy, { ...plan, tasks: plan.tasks.map(withoutAssignee) }, copy.plannedStart);
      for (const [recordId, text] of [
        [project.id, `Copied as ${copy.number}`],
        [copy.id, `Copied from ${project.number}`],
      ] as const)
        post(tx, { recordType: 'Project', recordId, kind: 'system', audience: 'internal', text });
      audit(tx, {
        action: 'copied',
        recordType: 'Project',
        recordId: copy.id,
        recordNumber: copy.number,
        after: { projectId: project.id },
      });
      return this.reader.one(caller, projectShape, copy.id, tx);
    });
  }
}
