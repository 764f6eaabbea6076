export type PropertyValue = boolean | number | string | readonly string[];

/** A value that an administrator may change; its type is the default's. */
export interface PropertyDefinition {
  readonly name: string;
  readonly default: PropertyValue;
  readonly description: string;
  /** The default is what the program does: nobody changes it. */
  readonly fixed: boolean;
}

const property = (name: string, initial: PropertyValue, description: string, fixed = false): PropertyDefinition => ({
  name,
  default: initial,
  description,
  fixed,
});

const fixed = (name: string, value: PropertyValue, description: string): PropertyDefinition => property(name, value, description, true);

/** The properties, with the defaults of section 5 and of decisions 2, 9 and 46. */
export const PROPERTIES: readonly PropertyDefinition[] = [
  property(
    'tasks.assignment_adds_project_contact',
    true,
    'Assigning a task to an external user makes that user a project contact; otherwise such an assignment is refused.',
  ),
  property(
    'sn_customerservice.contact_role_assignment',
    ['sn_customerservice.partner_admin', 'sn_customerservice.partner', 'sn_customerservice.customer_admin', 'sn_customerservice.customer'],
    'Roles that customer and partner administrators may give to contacts.',
  ),
  property(
    'sn_customerservice.contact_relationship.restrict_within_account_hierarchy',
    true,
    'Contact relationships stay within the hierarchy of accounts and its account relationships.',
  ),
  fixed('sn_customerservice.parent_child_case_sync', false, 'Cases below a case do not follow it.'),
  fixed(
    'sn_customerservice.case_fields_to_sync',
    ['priority', 'state', 'comments', 'work_notes', 'close_notes', 'resolution_code'],
    'What cases below a case would take over from it.',
  ),
  property(
    'sn_customerservice.contact_relationship.unique_responsibilities',
    [],
    'Responsibilities that one contact relationship of an account has, and no second one.',
  ),
  property('com.snc.ppm.yellow_status_duration', 3, 'Working days before the planned end from which a task is yellow.'),
  property('com.snc.project.rollup_project_start_date', true, 'The earliest task moves the start of its project.'),
  property('com.snc.project.move_project.wip', false, 'A project in progress may be moved.'),
  property('com.snc.project.enable_alter_of_planned_dates', false, 'Planned dates of tasks in progress or closed may be changed.'),
  fixed(
    'com.snc.project.change_planned_date_from_actual_for_manual',
    false,
    'Actual dates of tasks in manual projects do not change the planned ones.',
  ),
  property('com.snc.project.auto_close_milestones', false, 'A milestone in progress closes itself.'),
  fixed('com.snc.project.rollup.cost', false, 'Costs of tasks are not summed up.'),
  fixed(
    'com.snc.project.sync_original_dates_with_planned_dates',
    true,
    'There are no original dates beside the planned ones; baselines keep what was planned.',
  ),
  fixed('com.snc.project.allow_start_on_relations', true, 'Tasks that start on a date may have dependencies.'),
  fixed('com.snc.project.copy.additional_attributes', [], 'A copy of a project takes over nothing besides what copies always do.'),
  property('com.snc.project.task.max_task_duration', 2600, 'Longest planned duration of a task, in days.'),
  property('com.snc.project.task.check_date_span_years', 10, 'Furthest planned start from today, in years.'),
  property('fsm.qualification_required', true, 'Work orders are qualified before they are dispatched.'),
  property('fsm.approval_required', false, 'New work orders need approval.'),
  property('fsm.use_scheduled_state', false, 'Work order tasks may be booked softly before they are assigned.'),
  property('fsm.accept_reject_required', true, 'The assigned agent accepts or rejects a work order task.'),
  property('fsm.customer_sees_account_orders', false, 'A customer sees every work order of the own account.'),
  property('fsm.work_notes_required_to_close', false, 'Closing or canceling a work order task needs a work note.'),
  property('fsm.copy_task_work_notes_to_order', false, 'Work notes of a work order task are copied to its order.'),
];

/** Whether a value has the type of the property's default. */
export function fits(definition: PropertyDefinition, value: unknown): value is PropertyValue {
  if (Array.isArray(definition.default))
    return Array.isArray(value) && value.length <= 100 && value.every((one) => typeof one === 'string' && one.length <= 100);
  if (typeof definition.default === 'number') return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 1_000_000;
  if (typeof definition.default === 'string') return typeof value === 'string' && value.length <= 1000;
  return typeof value === typeof definition.default;
}
