import { quoteValue, utcInstant } from '#libs/import-files';
import { type Cells, cellValue, endOf, type IncidentCells } from './incident-columns.js';
import type { IncidentEvent, IncidentState } from './incident-log.js';

/** Any other state refuses the row, so that none is taken for something it is not. */
const STATES = new Map<string, IncidentState>([
  ['New', 'new'],
  ['Active', 'open'],
  ['Awaiting User Info', 'awaiting_info'],
  ['Awaiting Problem', 'awaiting_info'],
  ['Awaiting Vendor', 'awaiting_info'],
  ['Awaiting Evidence', 'awaiting_info'],
  ['Resolved', 'resolved'],
  ['Closed', 'closed'],
]);
const NUMBER = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;
const DATE = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d\d)$/;
const LEVEL = /^(\d)(?:\s*-.*)?$/;
const COUNT = /^\d{1,9}$/;
/** The longest name that the record it becomes has room for. */
const LONGEST = { location: 80, caller_id: 100, assignment_group: 100, assigned_to: 100, resolved_by: 100, closed_code: 100 } as const;
const LENGTHS = Object.entries(LONGEST) as [keyof typeof LONGEST, number][];

/** A row of the log whose cells all make sense. */
export interface IncidentRow {
  readonly number: string;
  readonly event: IncidentEvent;
  readonly openedAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly closedAt: Date | null;
  readonly reassignmentCount: number;
  readonly reopenCount: number;
  readonly cells: Cells;
}

/**
 * The instant of D/M/YYYY HH:MM, read as UTC; null when there is none, such as 31/2/2016.
 * The day comes first: 4/3/2016 is the fourth of March.
 */
export function parseLogTime(text: string): Date | null {
  const found = DATE.exec(text);
  return found && utcInstant(Number(found[3]), Number(found[2]), Number(found[1]), Number(found[4]), Number(found[5]));
}

/** Reads rows one after the other. */
export class IncidentRowReader {
  private faults: string[] = [];
  /** The rows of a case repeat their dates, so the last one of each column spares most of the reading. */
  private readonly lastTimes = new Map<string, { text: string; time: Date }>();

  /** @param nameOf gives the one copy of a name that all events share */
  constructor(private readonly nameOf: (cell: string) => string | null) {}

  /** The row, or why it cannot be taken: all its faults in one sentence. */
  read(line: number, row: Cells): IncidentRow | string {
    this.faults = [];
    // The reader of the file has seen to it that the columns are there.
    const cells = row as IncidentCells;
    const number = cellValue(cells.number);
    if (number === null || !NUMBER.test(number)) this.fault('number', cells.number, 'is not the number of a case');
    const state = this.state(cells.incident_state);
    const at = this.time('sys_updated_at', cells);
    if (cellValue(cells.sys_updated_at) === null) this.faults.push('sys_updated_at has no value');
    this.time('sys_created_at', cells);
    const times = this.times(cells, state);
    const levels = {
      impact: this.level('impact', cells.impact, 3),
      urgency: this.level('urgency', cells.urgency, 3),
      priority: this.level('priority', cells.priority, 4),
    };
    for (const [column, most] of LENGTHS) this.length(column, cells[column], most);
    const reassignmentCount = this.count('reassignment_count', cells.reassignment_count);
    const reopenCount = this.count('reopen_count', cells.reopen_count);
    if (this.faults.length > 0 || number === null || state === null || at === null) return this.faults.join('; ');
    const event = { line, at, state, ...levels, ...this.names(cells) };
    return { number, event, ...times, reassignmentCount, reopenCount, cells };
  }

  private names(cells: IncidentCells) {
    return {
      assignmentGroup: this.nameOf(cells.assignment_group),
      assignedTo: this.nameOf(cells.assigned_to),
      location: this.nameOf(cells.location),
      caller: this.nameOf(cells.caller_id),
    };
  }

  private state(cell: string): IncidentState | null {
    const state = STATES.get(cell) ?? null;
    if (state === null) this.fault('incident_state', cell, 'is not a state that is known here');
    return state;
  }

  /** The three dates of the case; those of its end only count, and must follow the opening, once it has ended. */
  private times(cells: IncidentCells, state: IncidentState | null) {
    const openedAt = this.time('opened_at', cells);
    const resolved = this.time('resolved_at', cells);
    const closed = this.time('closed_at', cells);
    const end = endOf(state ?? '');
    const resolvedAt = end.resolved ? resolved : null;
    const closedAt = end.closed ? closed : null;
    if (openedAt && resolvedAt && resolvedAt < openedAt) this.faults.push('resolved_at is before opened_at');
    if (openedAt && closedAt && closedAt < openedAt) this.faults.push('closed_at is before opened_at');
    if (resolvedAt && closedAt && closedAt < resolvedAt) this.faults.push('closed_at is before resolved_at');
    return { openedAt, resolvedAt, closedAt };
  }

  private time(column: string, cells: Cells): Date | null {
    const value = cellValue(cells[column]);
    if (value === null) return null;
    const last = this.lastTimes.get(column);
    if (last?.text === value) return last.time;
    const time = parseLogTime(value);
    if (time) this.lastTimes.set(column, { text: value, time });
    else this.fault(column, value, 'is not a date and time that exists (D/M/YYYY HH:MM)');
    return time;
  }

  private level(column: string, cell: string, lowest: number): number | null {
    const value = cellValue(cell);
    if (value === null) return null;
    const level = Number(LEVEL.exec(value)?.[1] ?? 0);
    if (level >= 1 && level <= lowest) return level;
    this.fault(column, value, `does not begin with a digit from 1 to ${lowest}`);
    return null;
  }

  private count(column: string, cell: string): number {
    const value = cellValue(cell);
    if (value === null) return 0;
    if (!COUNT.test(value)) this.fault(column, value, 'is not a whole number');
    return Number(value);
  }

  private length(column: string, cell: string, most: number): void {
    if (cell.length > most) this.fault(column, cell, `has ${cell.length} characters, at most ${most} fit`);
  }

  private fault(column: string, value: string, what: string): void {
    this.faults.push(`${column} ${quoteValue(value)} ${what}`);
  }
}
