import { disagrees } from './case-errors.js';
import type { CaseReferences } from './case-fields.js';

/** A record that a case names, with the account and the project that it belongs to. */
export interface Belonging {
  readonly id: string;
  readonly accountId: string | null;
  readonly projectId: string | null;
}

/** What somebody chose: null clears a field, one that is left out stays as it is. */
export type Chosen = { readonly [F in keyof CaseReferences]?: Belonging | null };

export const NO_REFERENCES: CaseReferences = {
  accountId: null,
  contactId: null,
  consumerId: null,
  partnerId: null,
  partnerContactId: null,
  projectId: null,
  projectTaskId: null,
  assetId: null,
};

/**
 * The references of a case after a choice: first what a change clears (BR-051, BR-052, BR-056), then what was chosen, then
 * what the choice fills in where nothing stands (BR-050, BR-053, BR-054, BR-057).
 * @throws Refused when they contradict each other (BR-055)
 */
export function choose(current: CaseReferences, chosen: Chosen): CaseReferences {
  const cleared = clear(current, chosen);
  const named = Object.fromEntries(Object.entries(chosen).map(([field, one]) => [field, one?.id ?? null]));
  const filled = fill({ ...cleared, ...named }, chosen);
  check(filled, chosen);
  return filled;
}

const changes = (current: CaseReferences, chosen: Chosen, field: keyof CaseReferences): boolean =>
  chosen[field] !== undefined && (chosen[field]?.id ?? null) !== current[field];

function clear(current: CaseReferences, chosen: Chosen): CaseReferences {
  if (changes(current, chosen, 'accountId')) return { ...NO_REFERENCES, consumerId: current.consumerId };
  const partner = changes(current, chosen, 'partnerId') ? { partnerContactId: null } : {};
  const project = changes(current, chosen, 'projectId') ? { projectTaskId: null } : {};
  return { ...current, ...partner, ...project };
}

function fill(
  references: CaseReferences,
  { projectTaskId: task, projectId: project, contactId, partnerContactId }: Chosen,
): CaseReferences {
  return {
    ...references,
    projectId: references.projectId ?? task?.projectId ?? null,
    accountId: references.accountId ?? project?.accountId ?? task?.accountId ?? contactId?.accountId ?? null,
    partnerId: references.partnerId ?? partnerContactId?.accountId ?? null,
  };
}

/** What was chosen must agree with the rest; what stood before agrees already, or was cleared. */
function check(filled: CaseReferences, chosen: Chosen): void {
  const { projectTaskId: task, projectId: project, partnerContactId: partnerContact, assetId: asset } = chosen;
  if (task && (task.projectId !== filled.projectId || task.accountId !== filled.accountId)) throw disagrees('projectTaskId');
  if (project && project.accountId !== filled.accountId) throw disagrees('projectId');
  if (partnerContact && partnerContact.accountId !== filled.partnerId) throw disagrees('partnerContactId');
  if (asset && asset.accountId !== null && asset.accountId !== filled.accountId) throw disagrees('assetId');
}
