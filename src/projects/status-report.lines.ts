import type { Caller, SqlText } from '#libs/authorization';
import { isoInstant, tableNamed } from '#libs/persistence';
import type { Gathered, RecordJson } from '#libs/records';
import { RIDAC_KINDS, type RidacKind } from './domain/ridac-state.js';
import { WORK_STATES } from './domain/work-state.js';

/** The subjects of the rules that lines may be about, each with the kind that answers name it by. */
export const FLAGGED_SUBJECTS: Readonly<Record<string, RidacKind>> = {
  ProjectRisk: 'risk',
  ProjectIssue: 'issue',
  ProjectDecision: 'decision',
  ProjectAction: 'action',
  ProjectChangeRequest: 'change_request',
};

/** The subject of key milestones, which the context of tasks brings. */
export const MILESTONE_SUBJECT = 'ProjectTask';

const NAMED = {
  id: { type: 'string', example: '0193a1b2c3d47e5f8a9b0c1d2e3f4a5b' },
  number: { type: 'string', example: 'PRJTASK0010001' },
  shortDescription: { type: 'string', example: 'Roof closed' },
};
const listOf = (properties: Record<string, unknown>, description: string) => ({
  type: 'array',
  description,
  items: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
});
const moment = { type: ['string', 'null'], format: 'date-time', example: '2026-05-29T17:00:00.000Z' };

interface LineRow {
  readonly report_id: string;
  readonly section: 'milestone' | 'flagged';
  readonly subject: string;
  readonly record_id: string;
  readonly number: string;
  readonly short_description: string;
  readonly state: string;
  readonly planned_end: string | null;
  readonly actual_end: string | null;
}

/**
 * What a report names, as it stood then (1.18). The rules of today decide who is told: no line of a record that the
 * reader may not see, for instance of a milestone that is hidden from the customer. What was deleted meanwhile stays.
 */
export const statusReportLines: Gathered = {
  fields: {
    keyMilestones: {
      list: false,
      schema: listOf(
        {
          ...NAMED,
          state: { type: 'string', enum: ['pending', 'completed'], example: 'completed' },
          plannedEnd: moment,
          actualEnd: moment,
        },
        'The key milestones that you may see.',
      ),
    },
    flagged: {
      list: false,
      schema: listOf(
        { kind: { type: 'string', enum: [...RIDAC_KINDS] }, ...NAMED, state: { type: 'string', enum: [...WORK_STATES] } },
        'Risks, issues, decisions, actions and change requests to be shown on the report, as far as you may see them.',
      ),
    },
  },
  async read(connection, ids, names, caller) {
    const told = toldTo(caller);
    const rows = await connection.rows<LineRow>(
      `SELECT l.* FROM project_status_report_line l WHERE l.report_id IN (${ids.map(() => '?').join(', ')}) AND ${told.sql} ORDER BY l.report_id, l.section, l.position`,
      [...ids, ...told.params],
    );
    return new Map(
      ids.map((id) => [
        id,
        described(
          rows.filter(({ report_id }) => report_id === id),
          names,
        ),
      ]),
    );
  },
};

/** The lines `l` that this person is told. */
function toldTo({ ability, actor }: Caller): SqlText {
  const parts = [MILESTONE_SUBJECT, ...Object.keys(FLAGGED_SUBJECTS)].flatMap((subject): SqlText[] => {
    if (!ability.canAny('read', subject)) return [];
    if (ability.always('read', subject)) return [{ sql: 'l.subject = ?', params: [subject] }];
    const rule = ability.where('read', subject, 'r');
    const its = `SELECT 1 FROM \`${tableNamed(subject).table}\` r WHERE r.id = l.record_id`;
    return [{ sql: `(l.subject = ? AND (NOT EXISTS (${its}) OR EXISTS (${its} AND ${rule.sql})))`, params: [subject, ...rule.params] }];
  });
  if (!parts.length) return { sql: '1=0', params: [] };
  const sql = `(${parts.map((part) => part.sql).join(' OR ')})`;
  return { sql: actor.kind === 'internal' ? sql : `l.shown_to_customer = 1 AND ${sql}`, params: parts.flatMap(({ params }) => params) };
}

function described(rows: readonly LineRow[], names: readonly string[]): RecordJson {
  const all: RecordJson = {
    keyMilestones: rows
      .filter(({ section }) => section === 'milestone')
      .map((row) => ({ ...named(row), plannedEnd: written(row.planned_end), actualEnd: written(row.actual_end) })),
    flagged: rows.filter(({ section }) => section === 'flagged').map((row) => ({ kind: FLAGGED_SUBJECTS[row.subject], ...named(row) })),
  };
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

const named = ({ record_id: id, number, short_description: shortDescription, state }: LineRow) => ({ id, number, shortDescription, state });
const written = (stored: string | null): string | null => (stored === null ? null : isoInstant(stored));
