import { Module } from '@nestjs/common';
import { activityController } from '#libs/activity';
import { AbilityFactory } from '#libs/authorization';
import { CUSTOMER_PROJECTS } from '../administration/index.js';
import { CustomersModule } from '../customers/index.js';
import { ProjectsModule } from '../projects/index.js';
import { OnAccountChanged } from './application/on-account-changed.js';
import { OnPlannedStartChanged } from './application/on-planned-start-changed.js';
import { OnProjectClosed } from './application/on-project-closed.js';
import { OnProjectDeleted } from './application/on-project-deleted.js';
import { OnProjectStarted } from './application/on-project-started.js';
import { OnTaskAssigned } from './application/on-task-assigned.js';
import { ProjectChecks } from './application/project-checks.js';
import { ProjectImport } from './application/project-import.js';
import { TaskAdditions } from './application/task-additions.js';
import { TaskAssignment } from './application/task-assignment.js';
import { TaskChanges } from './application/task-changes.js';
import { TaskDependencies } from './application/task-dependencies.js';
import { TaskLinks } from './application/task-links.js';
import { TaskOutline } from './application/task-outline.js';
import { TaskPlan } from './application/task-plan.js';
import { TaskQueries } from './application/task-queries.js';
import { ProjectPlanController } from './http/project-plan.controller.js';
import { ProjectTasksController } from './http/project-tasks.controller.js';
import { AssigneeQueries } from './persistence/assignee.queries.js';
import { ProjectTaskRepository } from './persistence/project-task.repository.js';
import { ProjectTaskSchema } from './persistence/project-task.schema.js';
import { projectTaskShape } from './project-task.shape.js';
import { tasksAbilities } from './tasks.abilities.js';
import { TasksApi } from './tasks.api.js';

const SERVICES = [TaskAdditions, TaskAssignment, TaskChanges, TaskDependencies, TaskLinks, TaskOutline, TaskPlan, TaskQueries];
const LISTENERS = [
  OnAccountChanged,
  OnPlannedStartChanged,
  OnProjectClosed,
  OnProjectDeleted,
  OnProjectStarted,
  OnTaskAssigned,
  ProjectChecks,
];

@Module({
  imports: [CustomersModule, ProjectsModule],
  controllers: [
    ProjectTasksController,
    ProjectPlanController,
    activityController({ path: 'project-tasks', schema: ProjectTaskSchema, shape: projectTaskShape, plugins: [CUSTOMER_PROJECTS] }),
  ],
  providers: [ProjectImport, ...SERVICES, ...LISTENERS, AssigneeQueries, ProjectTaskRepository, TasksApi],
  exports: [ProjectImport, TasksApi],
})
export class TasksModule {
  constructor(abilities: AbilityFactory) {
    abilities.add(tasksAbilities);
  }
}
