export type PropertyValue = boolean | number | string | readonly string[];

/** A value that an administrator may change; its type is the default's. */
export interface PropertyDefinition {
  readonly name: string;
  readonly default: PropertyValue;
  readonly description: string;
}

const property = (name: string, initial: PropertyValue, description: string): PropertyDefinition => ({
  name,
  default: initial,
  description,
});

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
  property(
    'sn_customerservice.contact_relationship.unique_responsibilities',
    [],
    'Responsibilities that one contact relationship of an account has, and no second one.',
  ),
  property('com.snc.ppm.yellow_status_duration', 3, 'Working days before the planned end from which a task is yellow.'),
  property('com.snc.project.rollup_project_start_date', true, 'The earliest task moves the start of its project.'),
  property('com.snc.project.move_project.wip', false, 'A project in progress may be moved.'),
  property('com.snc.project.enable_alter_of_planned_dates', false, 'Planned dates of tasks in progress or closed may be changed.'),
  property('com.snc.project.auto_close_milestones', false, 'A milestone in progress closes itself.'),
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
