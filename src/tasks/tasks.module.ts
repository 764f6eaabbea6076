import { Module } from '@nestjs/common';
import { activityController } from '#libs/activity';
import { AbilityFactory } from '#libs/authorization';
import { csvController } from '#libs/http';
import { AdministrationModule, CUSTOMER_PROJECTS } from '../administration/index.js';
import { CustomersModule } from '../customers/index.js';
import { ProjectsModule } from '../projects/index.js';
import { BaselineComparisons } from './application/baseline-comparisons.js';
import { Baselines } from './application/baselines.js';
import { CalendarChecks } from './application/calendar-checks.js';
import { ChecklistOwners } from './application/checklist-owners.js';
import { Checklists } from './application/checklists.js';
import { DailyTaskStatus } from './application/daily-task-status.js';
import { HeldProjects } from './application/held-projects.js';
import { KeyMilestonesOfProject } from './application/key-milestones-of-project.js';
import { OnAccountChanged } from './application/on-account-changed.js';
import { OnCalculationChanged } from './application/on-calculation-changed.js';
import { OnCalendarChanged } from './application/on-calendar-changed.js';
import { OnPlannedStartChanged } from './application/on-planned-start-changed.js';
import { OnProjectClosed } from './application/on-project-closed.js';
import { OnProjectDeleted } from './application/on-project-deleted.js';
import { OnProjectStarted } from './application/on-project-started.js';
import { OnTaskAssigned } from './application/on-task-assigned.js';
import { PlanAdditions } from './application/plan-additions.js';
import { ResourceMatching } from './application/plan-assignees.js';
import { PlanExport } from './application/plan-export.js';
import { PlanSchedule } from './application/plan-schedule.js';
import { ProjectChecks } from './application/project-checks.js';
import { ProjectCopies } from './application/project-copies.js';
import { ProjectImport } from './application/project-import.js';
import { ProjectSchedule } from './application/project-schedule.js';
import { ProjectTemplateService } from './application/project-template.service.js';
import { TaskAdditions } from './application/task-additions.js';
import { TaskAssignment } from './application/task-assignment.js';
import { TaskChanges } from './application/task-changes.js';
import { TaskDependencies } from './application/task-dependencies.js';
import { TaskLinks } from './application/task-links.js';
import { TaskOutline } from './application/task-outline.js';
import { TaskPlan } from './application/task-plan.js';
import { TaskQueries } from './application/task-queries.js';
import { TemplateApplication } from './application/template-application.js';
import { TemplateContents } from './application/template-contents.js';
import { TemplateDependencies } from './application/template-dependencies.js';
import { TemplateLinks } from './application/template-links.js';
import { TemplateQueries } from './application/template-queries.js';
import { TemplateSaving } from './application/template-saving.js';
import { TemplateTaskForm } from './application/template-task-form.js';
import { TemplateTasks } from './application/template-tasks.js';
import { BaselinesController } from './http/baselines.controller.js';
import { TaskChecklistController, TemplateChecklistController } from './http/checklists.controller.js';
import { PlanExportController } from './http/plan-export.controller.js';
import { ProjectCopiesController } from './http/project-copies.controller.js';
import { ProjectPlanController } from './http/project-plan.controller.js';
import { ProjectScheduleController } from './http/project-schedule.controller.js';
import { ProjectTasksController } from './http/project-tasks.controller.js';
import { ProjectTemplatesController } from './http/project-templates.controller.js';
import { TemplatePlanController } from './http/template-plan.controller.js';
import { AssigneeQueries } from './persistence/assignee.queries.js';
import { BaselineRepository } from './persistence/baseline.repository.js';
import { ChecklistRepository } from './persistence/checklist.repository.js';
import { ProjectTaskRepository } from './persistence/project-task.repository.js';
import { ProjectTaskSchema } from './persistence/project-task.schema.js';
import { ProjectTemplateRepository } from './persistence/project-template.repository.js';
import { ProjectTemplateSchema } from './persistence/project-template.schema.js';
import { projectTaskShape } from './project-task.shape.js';
import { projectTemplateShape } from './project-template.shape.js';
import { tasksAbilities } from './tasks.abilities.js';
import { TasksApi } from './tasks.api.js';

const SERVICES = [
  PlanExport,
  PlanSchedule,
  ResourceMatching,
  ProjectSchedule,
  TaskAdditions,
  TaskAssignment,
  TaskChanges,
  TaskDependencies,
  TaskLinks,
  TaskOutline,
  TaskPlan,
  TaskQueries,
];
const TEMPLATES = [
  ProjectTemplateService,
  ProjectTemplateRepository,
  TemplateTasks,
  TemplateTaskForm,
  TemplateDependencies,
  TemplateLinks,
  TemplateQueries,
  TemplateContents,
  TemplateApplication,
  TemplateSaving,
  ProjectCopies,
  PlanAdditions,
  HeldProjects,
];
const CHECKLISTS = [Checklists, ChecklistOwners, ChecklistRepository];
const BASELINES = [Baselines, BaselineComparisons, BaselineRepository];
const LISTENERS = [
  DailyTaskStatus,
  CalendarChecks,
  KeyMilestonesOfProject,
  OnAccountChanged,
  OnCalculationChanged,
  OnCalendarChanged,
  OnPlannedStartChanged,
  OnProjectClosed,
  OnProjectDeleted,
  OnProjectStarted,
  OnTaskAssigned,
  ProjectChecks,
];

@Module({
  imports: [AdministrationModule, CustomersModule, ProjectsModule],
  controllers: [
    ProjectTasksController,
    ProjectScheduleController,
    PlanExportController,
    ProjectPlanController,
    BaselinesController,
    csvController({ path: 'project-tasks', shape: projectTaskShape, tag: 'Project tasks', plugins: [CUSTOMER_PROJECTS] }),
    activityController({ path: 'project-tasks', schema: ProjectTaskSchema, shape: projectTaskShape, plugins: [CUSTOMER_PROJECTS] }),
    ProjectTemplatesController,
    TemplatePlanController,
    ProjectCopiesController,
    TaskChecklistController,
    TemplateChecklistController,
    activityController({
      path: 'project-templates',
      schema: ProjectTemplateSchema,
      shape: projectTemplateShape,
      plugins: [CUSTOMER_PROJECTS],
    }),
  ],
  providers: [
    ProjectImport,
    ...SERVICES,
    ...TEMPLATES,
    ...CHECKLISTS,
    ...BASELINES,
    ...LISTENERS,
    AssigneeQueries,
    ProjectTaskRepository,
    TasksApi,
  ],
  exports: [PlanExport, ProjectImport, TasksApi],
})
export class TasksModule {
  constructor(abilities: AbilityFactory) {
    abilities.add(tasksAbilities);
  }
}
