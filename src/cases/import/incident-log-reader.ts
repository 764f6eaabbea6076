import { formatRefusal, quoteValue, RefusalReport, readCsv, type TextLimits } from '#libs/import-files';
import { endOf, type IncidentCells, IncidentDetails, REQUIRED_COLUMNS } from './incident-columns.js';
import type { IncidentCase, IncidentChannel, IncidentEvent, IncidentLog } from './incident-log.js';
import { type IncidentRow, IncidentRowReader } from './incident-row.js';
import { ownCopy, SharedNames } from './shared-names.js';

const CHANNELS: readonly IncidentChannel[] = ['web', 'phone', 'email', 'chat', 'social'];

/**
 * Reads a ServiceNow incident event log (CSV, one row for each version of an incident) into cases with their history.
 * A row that cannot be taken is refused alone, with its line and reason; whether that stops the import is the caller's choice.
 * @throws ImportFileError for a file or header that cannot be read, see `readCsv`
 */
export async function readIncidentLog(file: string, limits: TextLimits = {}): Promise<IncidentLog> {
  const reading = new IncidentLogReading(file);
  for await (const row of readCsv(file, { ...limits, required: REQUIRED_COLUMNS })) {
    if (row.cells) reading.take(row.line, row.cells);
    else reading.refuse(row.line, row.refused);
  }
  return reading.finish();
}

interface OpenHistory {
  readonly line: number;
  readonly events: IncidentEvent[];
  settled: IncidentCase | null;
  /** `contact_type` of the last row where that is no channel of ours. */
  otherChannel: string | null;
}

class IncidentLogReading {
  private readonly report = new RefusalReport();
  private readonly names = new SharedNames();
  private readonly details = new IncidentDetails();
  private readonly rows = new IncidentRowReader((cell) => this.names.of(cell));
  private readonly histories = new Map<string, OpenHistory>();
  private last: IncidentRow | null = null;
  private events = 0;

  constructor(private readonly file: string) {}

  take(line: number, cells: Readonly<Record<string, string>>): void {
    const row = this.rows.read(line, cells);
    if (typeof row === 'string') {
      this.refuse(line, row);
      return;
    }
    // A case is made when its run of rows ends, so that no more than one row is kept with all its cells.
    if (this.last && this.last.number !== row.number) this.settle(this.last);
    this.last = row;
    this.events += 1;
    const history = this.histories.get(row.number);
    if (history) history.events.push(row.event);
    else this.histories.set(ownCopy(row.number), { line, events: [row.event], settled: null, otherChannel: null });
  }

  refuse(line: number, reason: string): void {
    this.report.add({ file: this.file, line, reason });
  }

  finish(): IncidentLog {
    if (this.last) this.settle(this.last);
    const histories = [...this.histories.values()];
    const cases = histories.map((history) => history.settled as IncidentCase);
    return { cases, events: this.events, report: this.report, notes: this.channelNotes(histories) };
  }

  private settle(row: IncidentRow): void {
    const history = this.histories.get(row.number) as OpenHistory;
    const cells = row.cells as IncidentCells;
    const { line: _line, at: _at, ...current } = row.event;
    const ended = endOf(current.state).resolved;
    const contactType = this.names.of(cells.contact_type);
    const channel = CHANNELS.find((known) => known === contactType?.toLowerCase());
    history.otherChannel = channel === undefined ? contactType : null;
    const kind = [cells.category, cells.subcategory, cells.u_symptom].map((cell) => this.names.of(cell));
    const [category = null, subcategory = null, symptom = null] = kind;
    history.settled = {
      number: history.settled?.number ?? ownCopy(row.number),
      line: history.line,
      events: history.events,
      ...current,
      channel: channel ?? 'web',
      openedAt: row.openedAt ?? (history.events[0] as IncidentEvent).at,
      resolvedAt: row.resolvedAt,
      resolvedBy: ended ? this.names.of(cells.resolved_by) : null,
      resolutionCode: ended ? this.names.of(cells.closed_code) : null,
      closedAt: row.closedAt,
      category,
      subcategory,
      symptom,
      shortDescription: kind.filter((part) => part !== null).join(' / ') || `Incident ${row.number}`,
      details: this.details.of(cells, current.state),
      reassignmentCount: row.reassignmentCount,
      reopenCount: row.reopenCount,
    };
  }

  /** One line for each kind of contact that became web, at the first case that has it. */
  private channelNotes(histories: readonly OpenHistory[]): string[] {
    const found = new Map<string, { line: number; cases: number }>();
    for (const { otherChannel, events } of histories) {
      if (otherChannel === null) continue;
      const line = (events.at(-1) as IncidentEvent).line;
      const seen = found.get(otherChannel);
      if (seen) seen.cases += 1;
      else found.set(otherChannel, { line, cases: 1 });
    }
    return [...found].map(([name, { line, cases }]) => {
      const reason = `contact_type ${quoteValue(name)} is no channel here, web is taken (${cases} ${cases === 1 ? 'case' : 'cases'})`;
      return formatRefusal({ file: this.file, line, reason });
    });
  }
}
