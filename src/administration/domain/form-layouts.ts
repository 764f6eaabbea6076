import { type FieldError, Refused } from '#libs/kernel';
import { CUSTOMER_PROJECTS, CUSTOMER_SERVICE, FIELD_SERVICE, FIELD_SERVICE_FOR_CASES, FIELD_SERVICE_FOR_PROJECTS } from './plugins.js';

/** Something that a form may show, and what it belongs to: while one of the plugins is off, it is not there (decision 24). */
interface Offer {
  readonly name: string;
  readonly plugins: readonly string[];
}

/** A form of the vendor's people, with all that it may show, in the usual order. */
export interface FormDefinition {
  readonly form: string;
  readonly plugins: readonly string[];
  readonly relatedLists: readonly Offer[];
  readonly fields: readonly Offer[];
}

/** What a form shows, in this order. */
export interface FormLayout {
  readonly relatedLists: readonly string[];
  /** By their names in answers. */
  readonly fields: readonly string[];
}

const plain = (names: string): Offer[] => names.split(' ').map((name) => ({ name, plugins: [] }));
const of = (plugins: readonly string[], names: string): Offer[] => names.split(' ').map((name) => ({ name, plugins }));

const PROJECTS = of([CUSTOMER_PROJECTS], 'projects');
const CASES = of([CUSTOMER_SERVICE], 'cases');

/**
 * The forms. A related list is named as the last part of its address below the record, with underscores. On a fresh
 * database a form shows all there is: the set-up steps 3 and 4 of section 5 are done.
 */
export const FORMS: readonly FormDefinition[] = [
  {
    form: 'contact',
    plugins: [],
    relatedLists: [...PROJECTS, ...of([CUSTOMER_PROJECTS], 'project_tasks'), ...CASES],
    fields: plain(
      'number name firstName lastName title email phone mobilePhone timeZone language notifications userName active account roles',
    ),
  },
  {
    form: 'account',
    plugins: [],
    relatedLists: [...PROJECTS, ...plain('contacts'), ...CASES],
    fields: plain(
      'number name parent path customer partner phone website street city stateProvince zip country notes registrationCode primaryContact',
    ),
  },
  {
    form: 'case',
    plugins: [CUSTOMER_SERVICE],
    relatedLists: [...plain('tasks'), ...of([FIELD_SERVICE_FOR_CASES, FIELD_SERVICE], 'work_orders')],
    fields: [
      ...plain('number shortDescription description channel state priority category impact urgency location'),
      ...plain('account contact consumer partner partnerContact'),
      ...of([CUSTOMER_PROJECTS], 'project projectTask issue changeRequest'),
      ...plain('asset assignmentGroup assignedTo assignedOn watchList workNotesList openedAt openedBy resolvedAt resolvedBy'),
      ...plain('closedAt closedBy resolutionCode cause resolutionNotes reassignmentCount reopenCount'),
    ],
  },
  {
    form: 'project-task',
    plugins: [CUSTOMER_PROJECTS],
    relatedLists: [...CASES, ...of([FIELD_SERVICE_FOR_CASES, FIELD_SERVICE_FOR_PROJECTS], 'work_orders'), ...plain('checklist')],
    fields: [
      ...plain('number wbs project account parent shortDescription description priority state status assignedTo assignmentGroup'),
      ...plain('visibleToCustomer plannedStart plannedEnd plannedDurationMinutes timeConstraint constraintDate milestone'),
      ...plain('keyMilestone actualStart actualEnd percentComplete critical'),
    ],
  },
];

const names = (offers: readonly Offer[]): string[] => offers.map(({ name }) => name);

/** All that the form may show, in the usual order; also what it shows until somebody says otherwise. */
export const everything = ({ relatedLists, fields }: FormDefinition): FormLayout => ({
  relatedLists: names(relatedLists),
  fields: names(fields),
});

/** What is left of a layout while only these plugins are active. */
export function shownOf({ relatedLists, fields }: FormDefinition, layout: FormLayout, active: ReadonlySet<string>): FormLayout {
  const absent = new Set([...relatedLists, ...fields].filter(({ plugins }) => !isOn(plugins, active)).map(({ name }) => name));
  const present = (all: readonly string[]) => all.filter((name) => !absent.has(name));
  return { relatedLists: present(layout.relatedLists), fields: present(layout.fields) };
}

export const isOn = (plugins: readonly string[], active: ReadonlySet<string>): boolean => plugins.every((plugin) => active.has(plugin));

/** @throws Refused naming each list and field that the form does not have */
export function checkLayout(definition: FormDefinition, { relatedLists, fields }: FormLayout): void {
  const offered = everything(definition);
  const errors = [
    ...unknown('relatedLists', relatedLists, offered.relatedLists, 'unknown_related_list'),
    ...unknown('fields', fields, offered.fields, 'unknown_field'),
  ];
  if (errors.length) throw new Refused('layout_refused', `The form ${definition.form} does not have all of this.`, errors);
}

const unknown = (part: string, given: readonly string[], offered: readonly string[], code: string): FieldError[] =>
  given.flatMap((name, i) =>
    offered.includes(name) ? [] : [{ pointer: `/${part}/${i}`, code, message: `must be one of ${offered.join(', ')}` }],
  );
