import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createTable,
  date,
  flag,
  instant,
  integer,
  json,
  key,
  longText,
  looseReference,
  money,
  optional,
  reference,
  text,
} from '#libs/persistence';

const record = { id: key(), createdAt: instant(), updatedAt: instant(), version: integer() };

const common = {
  ...record,
  number: text(40),
  projectId: reference('project', 'CASCADE'),
  shortDescription: text(160),
  description: optional(longText()),
  state: text(20),
  priority: integer(4),
  dueDate: optional(date()),
  assignedToId: optional(reference('person')),
  openedById: optional(reference('person')),
  showOnStatusReport: flag(false),
  convertedFrom: optional(json()),
};

const fromCase = { caseId: optional(looseReference()), impact: optional(integer()), estimatedCost: optional(money()) };

const index = [
  ['projectId', 'number', 'id'],
  ['assignedToId', 'number', 'id'],
  ['state', 'number', 'id'],
  ['priority', 'id'],
  ['dueDate', 'id'],
  ['openedById'],
  ['createdAt', 'id'],
  ['updatedAt', 'id'],
];

const colour = optional(text(10));
const words = optional(longText());

export class ProjectRecords1760000000011 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await createTable(
      q,
      'project_change_request',
      { ...common, ...fromCase, category: optional(text(20)), approval: text(20), businessJustification: optional(longText()) },
      { unique: [['number'], ['caseId']], index },
    );
    await createTable(q, 'project_issue', { ...common, ...fromCase }, { unique: [['number'], ['caseId']], index });
    await createTable(
      q,
      'project_risk',
      {
        ...common,
        riskStatus: text(20),
        probability: optional(text(20)),
        impact: optional(integer()),
        riskValue: optional(integer()),
        riskRank: optional(text(20)),
        ownerId: optional(reference('person')),
        mitigationPlan: optional(longText()),
      },
      { unique: [['number']], index: [...index, ['ownerId']] },
    );
    await createTable(q, 'project_decision', { ...common, status: text(20) }, { unique: [['number']], index });
    await createTable(q, 'project_action', { ...common, approval: text(20) }, { unique: [['number']], index });
    await createTable(
      q,
      'project_status_report',
      {
        ...record,
        number: text(40),
        name: text(300),
        projectId: reference('project', 'CASCADE'),
        asOn: date(),
        overallHealth: text(10),
        overallHealthComments: words,
        schedule: colour,
        scheduleComments: words,
        cost: colour,
        costComments: words,
        resources: colour,
        resourcesComments: words,
        scope: colour,
        scopeComments: words,
        executiveSummary: words,
        comments: words,
        achievements: words,
        keyActivitiesPlanned: words,
        snapshot: json(),
        createdById: optional(reference('person')),
      },
      {
        unique: [['number']],
        index: [['projectId', 'asOn', 'id'], ['asOn', 'id'], ['createdById'], ['createdAt', 'id'], ['updatedAt', 'id']],
      },
    );
    await createTable(
      q,
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
  }

  async down(q: QueryRunner): Promise<void> {
    const tables = ['status_report_line', 'status_report', 'action', 'decision', 'risk', 'issue', 'change_request'];
    for (const table of tables) await q.dropTable(`project_${table}`);
  }
}
