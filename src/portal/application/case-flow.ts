/** A step of the process flow on the page of a case. */
export interface FlowStep {
  readonly key: string;
  readonly label: string;
  readonly reached: boolean;
  readonly current: boolean;
}

const STEPS = [
  { key: 'new', label: 'New' },
  { key: 'open', label: 'Open' },
  { key: 'resolved', label: 'Resolved' },
  { key: 'closed', label: 'Closed' },
];
const CANCELED = { key: 'canceled', label: 'Canceled' };

/**
 * Section 4: New > Open > Resolved > Closed. Awaiting Info is a part of Open; a canceled case ends in Canceled, whatever
 * it had come to before.
 */
export function caseFlow(state: unknown): FlowStep[] {
  const steps = state === CANCELED.key ? [...STEPS.slice(0, 1), CANCELED] : STEPS;
  const at = state === 'awaiting_info' ? 'open' : String(state);
  const place = steps.findIndex(({ key }) => key === at);
  return steps.map(({ key, label }, i) => ({ key, label, reached: i <= place, current: i === place }));
}
