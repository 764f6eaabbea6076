import {
  date,
  flag,
  instant,
  integer,
  json,
  key,
  longText,
  looseReference,
  optional,
  recordSchema,
  reference,
  tableSchema,
  text,
} from '#libs/persistence';
import type { StatusReportState } from '../domain/status-report.js';

const colour = () => optional(text(10));
const words = () => optional(longText());

export const StatusReportSchema = recordSchema<StatusReportState>(
  'StatusReport',
  'project_status_report',
  {
    number: text(40),
    name: text(300),
    projectId: reference('project', 'CASCADE'),
    asOn: date(),
    overallHealth: text(10),
    overallHealthComments: words(),
    schedule: colour(),
    scheduleComments: words(),
    cost: colour(),
    costComments: words(),
    resources: colour(),
    resourcesComments: words(),
    scope: colour(),
    scopeComments: words(),
    executiveSummary: words(),
    comments: words(),
    achievements: words(),
    keyActivitiesPlanned: words(),
    snapshot: json(),
    createdById: optional(reference('person')),
  },
  {
    unique: [['number']],
    index: [['projectId', 'asOn', 'id'], ['asOn', 'id'], ['createdById'], ['createdAt', 'id'], ['updatedAt', 'id']],
    links: { project: { property: 'projectId', table: 'Project' } },
  },
);

/** A record that a report names: a key milestone, or what was flagged for it; as it stood when the report was made. */
export interface StatusReportLine {
  readonly id: string;
  readonly reportId: string;
  readonly section: 'milestone' | 'flagged';
  readonly position: number;
  /** The kind of record, as in the rules: whoever may not see the record does not see the line. */
  readonly subject: string;
  readonly recordId: string;
  readonly number: string;
  readonly shortDescription: string;
  readonly state: string;
  readonly plannedEnd: Date | null;
  readonly actualEnd: Date | null;
  /** Whether customers could see the record when the report was made; no line of another one ever shows to them. */
  readonly shownToCustomer: boolean;
}

export const StatusReportLineSchema = tableSchema<StatusReportLine>(
  'StatusReportLine',
  'project_status_report_line',
  {
    id: key(),
    reportId: reference('project_status_report', 'CASCADE'),
    section: text(10),
    position: integer(),
    subject: text(40),
    recordId: looseReference(),
    number: text(40),
    shortDescription: text(200),
    state: text(20),
    plannedEnd: optional(instant()),
    actualEnd: optional(instant()),
    shownToCustomer: flag(false),
  },
  { index: [['reportId', 'section', 'position']] },
);
