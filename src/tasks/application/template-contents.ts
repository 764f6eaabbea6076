import { Injectable } from '@nestjs/common';
import { audit, copyAttachments, post } from '#libs/activity';
import type { Caller } from '#libs/authorization';
import { DEFAULT_CALENDAR } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';
import { ProjectGuards, type ProjectHeader, type ProjectState, ProjectsApi } from '../../projects/index.js';
import type { ProjectTemplate } from '../domain/project-template.js';
import { ProjectTemplateRepository } from '../persistence/project-template.repository.js';
import { lastPlaces, planOfTemplate } from '../persistence/relative-plan.rows.js';
import { PlanAdditions } from './plan-additions.js';

const NOTHING: ReadonlySet<string> = new Set();

/** What templates hold, put into projects: at their creation, or later and several times (BR-087, BR-088). */
@Injectable()
export class TemplateContents {
  constructor(
    private readonly projects: ProjectsApi,
    private readonly templates: ProjectTemplateRepository,
    private readonly additions: PlanAdditions,
    guards: ProjectGuards,
  ) {
    guards.applyTemplatesBy((tx, projectId, key, said) => this.begin(tx, projectId, key, said));
  }

  /**
   * BR-087, BR-088, BR-090. An empty project takes over the template's fields and is pending again; any other one has the
   * tasks after its last one, and its fields stay. Files are attached to both. The project's plan must be held.
   * @param start where the plan begins; the next working time counts
   * @param said what was said of the project itself, which the template does not overrule
   */
  async put(tx: Transaction<Caller>, into: ProjectState, template: ProjectTemplate, start: Date, said = NOTHING): Promise<void> {
    const begins = DEFAULT_CALENDAR.nextStart(start);
    const empty = await this.isEmpty(tx, into.id);
    const project = empty ? await this.projects.beginFrom(tx, into.id, headerOf(template, said), begins) : into;
    const tasks = await this.additions.add(tx, project, await planOfTemplate(tx, template.id), begins);
    const record = { recordType: 'Project', recordId: project.id, recordNumber: project.number };
    await copyAttachments(tx, { recordType: 'ProjectTemplate', recordId: template.id }, record);
    const text = `Template “${template.state.name}” applied`;
    // Not for customers: it may tell of tasks that they do not see.
    post(tx, { recordType: 'Project', recordId: project.id, kind: 'system', audience: 'internal', text });
    audit(tx, { action: 'template_applied', ...record, after: { templateId: template.id, start: begins.toISOString(), tasks } });
  }

  /** BR-087. A project that was just created begins with the template, at its own start. Nobody else sees it yet. */
  private async begin(tx: Transaction<Caller>, projectId: string, key: string, said: ReadonlySet<string>): Promise<void> {
    const template = await this.templates.named(tx, tx.origin.ability, key);
    const project = await this.projects.hold(tx, projectId);
    await this.put(tx, project, template, project.plannedStart, said);
  }

  private async isEmpty(tx: Transaction<Caller>, projectId: string): Promise<boolean> {
    return (await lastPlaces(tx, projectId)).tasks === 0 && !(await this.projects.hasSubProjects(tx, projectId));
  }
}

function headerOf(template: ProjectTemplate, said: ReadonlySet<string>): { id: string; header: ProjectHeader } {
  const header = Object.fromEntries(Object.entries(template.header).filter(([field]) => !said.has(field)));
  return { id: template.id, header: header as ProjectHeader };
}
