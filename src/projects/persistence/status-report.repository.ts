import { Injectable } from '@nestjs/common';
import type { AppAbility } from '#libs/authorization';
import { Conflict } from '#libs/kernel';
import { Numbering, type Transaction, tableNamed } from '#libs/persistence';
import { loadRecord } from '#libs/records';
import { StatusReport, type StatusReportState } from '../domain/status-report.js';
import { FLAGGED_SUBJECTS } from '../status-report.lines.js';
import { type StatusReportLine, StatusReportLineSchema, StatusReportSchema } from './status-report.schemas.js';

const TAKEN = new Conflict('already_exists', 'A status report with this number exists already.');

/** Stands where a kind of record stands, for reports of a later day. */
const LATER = 'StatusReport';

/** A record that is to be shown on the next report. */
export interface FlaggedRecord {
  readonly subject: string;
  readonly id: string;
  readonly number: string;
  readonly short_description: string;
  readonly state: string;
}

/** What stands around a new report. */
export interface Circumstances {
  /** What is to be shown on it, kind by kind. */
  readonly flagged: readonly FlaggedRecord[];
  /** Whether there is no report of a later day. */
  readonly isNewest: boolean;
}

/** Status reports with their lines, under the caller's rules where an ability is asked for. */
@Injectable()
export class StatusReportRepository {
  constructor(private readonly numbering: Numbering) {}

  nextNumber(tx: Transaction<any>): Promise<string> {
    return this.numbering.next(tx, 'PRJSTAT');
  }

  /** @throws NotFound */
  async get(tx: Transaction<any>, ability: AppAbility, key: string): Promise<StatusReport> {
    return new StatusReport(await loadRecord<StatusReportState>(tx, ability, StatusReportSchema, key));
  }

  save(tx: Transaction<any>, report: StatusReport): Promise<boolean> {
    return tx.save(StatusReportSchema, report, TAKEN);
  }

  remove(tx: Transaction<any>, report: StatusReport): Promise<void> {
    return tx.remove(StatusReportSchema, report.id, report.state.version);
  }

  async addLines(tx: Transaction<any>, lines: readonly StatusReportLine[]): Promise<void> {
    await tx.insertMany(StatusReportLineSchema, lines);
  }

  /** Whether no report of the project has a later status date; of one day the last that was made counts. */
  async isNewest(tx: Transaction<any>, { id, projectId, asOn }: Pick<StatusReportState, 'id' | 'projectId' | 'asOn'>): Promise<boolean> {
    const later = await tx.rows(
      'SELECT r.id FROM project_status_report r WHERE r.project_id = ? AND (r.as_on > ? OR (r.as_on = ? AND r.id > ?)) LIMIT 1',
      [projectId, asOn, asOn, id],
    );
    return later.length === 0;
  }

  /** What a report of that day finds besides the project itself, in one statement. */
  async circumstancesOf(tx: Transaction<any>, projectId: string, asOn: string): Promise<Circumstances> {
    const subjects = Object.keys(FLAGGED_SUBJECTS);
    const flagged = subjects.map(
      (subject, kind) =>
        `SELECT ${kind} AS kind, '${subject}' AS subject, t.id, t.number, t.short_description, t.state FROM \`${tableNamed(subject).table}\` t WHERE t.project_id = ? AND t.show_on_status_report = 1`,
    );
    const later = `SELECT ${subjects.length}, '${LATER}', r.id, r.number, '', '' FROM project_status_report r WHERE r.project_id = ? AND r.as_on > ?`;
    const rows = await tx.rows<FlaggedRecord>(`${[...flagged, later].join(' UNION ALL ')} ORDER BY kind, number`, [
      ...subjects.map(() => projectId),
      projectId,
      asOn,
    ]);
    return { flagged: rows.filter(({ subject }) => subject !== LATER), isNewest: rows.every(({ subject }) => subject !== LATER) };
  }
}
