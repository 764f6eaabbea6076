export { PlanExport } from './application/plan-export.js';
export { ProjectImport } from './application/project-import.js';
export type { ProjectTaskState, TaskDependencyState } from './domain/project-task-state.js';
export { CLOSED_TASK_STATES, isClosed as isClosedTask, TASK_STATES, type TaskState } from './domain/task-state.js';
export { type PlannedTask, type WholePlan, wholePlan } from './domain/whole-plan.js';
export { ProjectTaskSchema } from './persistence/project-task.schema.js';
export { ProjectTaskRef, projectTaskShape } from './project-task.shape.js';
export { TasksApi } from './tasks.api.js';
export { TasksModule } from './tasks.module.js';
