/** Columns without which a log cannot be read; more may be there and stay readable in the case. */
export const REQUIRED_COLUMNS = [
  'number',
  'incident_state',
  'reassignment_count',
  'reopen_count',
  'caller_id',
  'opened_at',
  'sys_updated_at',
  'contact_type',
  'location',
  'category',
  'subcategory',
  'u_symptom',
  'impact',
  'urgency',
  'priority',
  'assignment_group',
  'assigned_to',
  'closed_code',
  'resolved_by',
  'resolved_at',
  'closed_at',
] as const;

export type Cells = Readonly<Record<string, string>>;
/** A row that has all required columns. */
export type IncidentCells = Readonly<Record<(typeof REQUIRED_COLUMNS)[number], string>> & Cells;

/** Names for people, in the order of the text; a column that is not here stands after them under its own name. */
const LABELS: Readonly<Record<string, string>> = {
  category: 'Category',
  subcategory: 'Subcategory',
  u_symptom: 'Symptom',
  cmdb_ci: 'Configuration item',
  problem_id: 'Problem',
  rfc: 'Change request',
  caused_by: 'Caused by change',
  vendor: 'Vendor',
  made_sla: 'SLA met',
  knowledge: 'Knowledge',
  u_priority_confirmation: 'Priority confirmed',
  notify: 'Notify',
  opened_by: 'Opened by',
  sys_created_by: 'Created by',
  sys_created_at: 'Created at',
  sys_updated_by: 'Updated by',
  sys_mod_count: 'Modifications',
  active: 'Active',
  closed_code: 'Closed code',
  resolved_by: 'Resolved by',
  resolved_at: 'Resolved at',
  closed_at: 'Closed at',
};

/** These have a field of their own in the case. */
const FIELDS = new Set([
  ...['number', 'incident_state', 'reassignment_count', 'reopen_count', 'caller_id', 'opened_at', 'sys_updated_at', 'contact_type'],
  ...['location', 'impact', 'urgency', 'priority', 'assignment_group', 'assigned_to'],
]);
/** These have a field only once the case has come so far; before that they are kept as text. */
const RESOLUTION_FIELDS = ['closed_code', 'resolved_by', 'resolved_at'];
const CLOSURE_FIELDS = ['closed_at'];

/** Whether the log's dates and names of the end count for a case in this state. */
export function endOf(state: string): { readonly resolved: boolean; readonly closed: boolean } {
  return { resolved: state === 'resolved' || state === 'closed', closed: state === 'closed' };
}

/** A cell's value; `?` is the log's way to say that there is none. */
export function cellValue(cell: string | undefined): string | null {
  return cell === undefined || cell === '' || cell === '?' ? null : cell;
}

/** Puts into words what a case has no field for. */
export class IncidentDetails {
  /** The columns to name, by state: the same for all rows of a file, since they share its header. */
  private readonly columns = new Map<string, readonly string[]>();

  /** "Name: value" lines; columns without a value are passed over. */
  of(cells: Cells, state: string): string {
    let columns = this.columns.get(state);
    if (columns === undefined) {
      columns = columnsWithoutField(cells, state);
      this.columns.set(state, columns);
    }
    const lines: string[] = [];
    for (const column of columns) {
      const value = cellValue(cells[column]);
      // On one line, whatever the log has in it.
      if (value !== null) lines.push(`${LABELS[column] ?? column}: ${value.replace(/\s+/g, ' ')}`);
    }
    return lines.join('\n');
  }
}

function columnsWithoutField(cells: Cells, state: string): string[] {
  const { resolved, closed } = endOf(state);
  const fields = new Set([...FIELDS, ...(resolved ? RESOLUTION_FIELDS : []), ...(closed ? CLOSURE_FIELDS : [])]);
  return [...new Set([...Object.keys(LABELS), ...Object.keys(cells)])].filter((column) => !fields.has(column));
}
