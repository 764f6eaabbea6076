import type { AbilityTable } from '#libs/authorization';
import { CUSTOMER_PROJECTS } from '../administration/index.js';
import { contactProjects } from '../projects/index.js';
import { CLOSED_TASK_STATES } from './domain/task-state.js';
import { EXTERNAL_TASK_FIELDS } from './project-task.shape.js';

/** What an assignee who does not manage the project may set. Names of request fields. */
const ASSIGNEE_FIELDS = ['state', 'percentComplete', 'actualStart', 'actualEnd'];
const EXTERNAL_ASSIGNEE_FIELDS = ['actualStart', 'actualEnd'];

/** Who sees and works tasks, their dependencies, baselines, and templates; decisions 2 to 4, 11, 30, 50 and the matrix 2.2. */
export const tasksAbilities: AbilityTable = {
  customer({ can }, me) {
    if (!me.openTables.has('customer_project_task')) return;
    const seen = { projectId: { $in: contactProjects(me) }, visibleToCustomer: true };
    const mine = { ...seen, assignedToId: me.personId };
    can('read', 'ProjectTask', EXTERNAL_TASK_FIELDS, seen).because(
      'the task is visible to the customer and you are a contact of its project',
    );
    can('update', 'ProjectTask', EXTERNAL_ASSIGNEE_FIELDS, mine).because('the task is assigned to you');
    can(['comment', 'attach', 'complete'], 'ProjectTask', mine).because('the task is assigned to you');
  },
  internal({ can }, me) {
    const mine = { assignedToId: me.personId };
    can(['read', 'comment', 'attach', 'complete'], 'ProjectTask', mine).because('the task is assigned to you');
    can('update', 'ProjectTask', ASSIGNEE_FIELDS, mine).because('the task is assigned to you');
    can('read', 'ChecklistItem', { 'task.assignedToId': me.personId }).because('the task is assigned to you');
  },
  project_stakeholder({ can }, me) {
    if (!me.openTables.has('customer_project_task')) return;
    can('read', 'ProjectTask').because('you are a project stakeholder');
    can('read', 'TaskDependency').because('you are a project stakeholder');
    can('read_schedule', 'Project').because('you are a project stakeholder');
    can('read', 'ChecklistItem', { taskId: { $ne: null } }).because('you are a project stakeholder');
    can('read', 'ProjectBaseline').because('you are a project stakeholder');
  },
  customer_project_manager({ can }, me) {
    can(['read', 'create', 'update', 'delete', 'complete', 'move'], 'ProjectTask').because('you manage customer projects');
    can(['comment', 'attach', 'write_work_note', 'read_work_notes'], 'ProjectTask').because('you manage customer projects');
    can(['read', 'create', 'delete'], 'TaskDependency').because('you manage customer projects');
    can(['read', 'create', 'delete'], 'ProjectBaseline').because('you manage customer projects');
    can('keep_checklist', 'ProjectTask').because('you manage customer projects');
    can('read', 'ChecklistItem').because('you manage customer projects');
    can(['schedule', 'move', 'read_schedule'], 'Project').because('you manage customer projects');
    can(['apply_template', 'save_as_template', 'copy'], 'Project').because('you manage customer projects');
    can(['read', 'create', 'read_work_notes'], 'ProjectTemplate').because('you manage customer projects');
    can('read', 'TemplateTask').because('you manage customer projects');
    can('read', 'TemplateDependency').because('you manage customer projects');
    const own = { ownerId: me.personId };
    can(['update', 'delete', 'comment', 'attach', 'write_work_note'], 'ProjectTemplate', own).because('the template is your own');
  },
  everyone({ cannot }, me) {
    if (!me.plugins.has(CUSTOMER_PROJECTS)) cannot('manage', 'ProjectTemplate').because('customer projects are switched off');
    if (me.kind === 'internal') return;
    cannot(['update', 'complete', 'comment', 'attach'], 'ProjectTask', { state: { $in: CLOSED_TASK_STATES } }).because(
      'closed tasks are kept as they were',
    );
  },
};
