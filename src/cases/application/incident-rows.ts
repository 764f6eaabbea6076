import type { ActivityEntry, FieldChange } from '#libs/activity';
import { newId } from '#libs/kernel';
import type { By } from '../domain/case-fields.js';
import { blankCase, type ServiceCaseState } from '../domain/case-fields.js';
import type { IncidentCase, IncidentEvent } from '../import/incident-log.js';
import type { IncidentParties } from './incident-parties.js';

/** The case that the last row of an incident describes. Its account is the location, else the caller's, else none. */
export function caseOf(incident: IncidentCase, parties: IncidentParties, by: By): ServiceCaseState {
  const contact = parties.contact(incident.caller);
  return {
    ...blankCase(by),
    id: newId(),
    number: incident.number,
    shortDescription: incident.shortDescription,
    description: descriptionOf(incident, contact !== null),
    channel: incident.channel,
    state: incident.state,
    priority: incident.priority ?? 4,
    impact: incident.impact,
    urgency: incident.urgency,
    accountId: parties.account(incident.location) ?? contact?.accountId ?? null,
    contactId: contact?.id ?? null,
    consumerId: null,
    partnerId: null,
    partnerContactId: null,
    projectId: null,
    projectTaskId: null,
    assetId: null,
    assignmentGroupId: parties.group(incident.assignmentGroup),
    assignedToId: parties.user(incident.assignedTo),
    assignedOn: assignedOn(incident),
    openedAt: incident.openedAt,
    resolvedAt: incident.resolvedAt,
    resolvedById: parties.user(incident.resolvedBy),
    resolutionCode: incident.resolutionCode,
    closedAt: incident.closedAt,
    reassignmentCount: incident.reassignmentCount,
    reopenCount: incident.reopenCount,
  };
}

/** What the case has no field for, so that nothing of the log is lost to its readers. */
export const descriptionOf = ({ details, caller }: IncidentCase, hasContact: boolean): string =>
  caller === null || hasContact ? details : `${details}\nCaller: ${caller}`.trim();

/** One entry of the activity stream for each row, naming what it changed; the first row changes all. */
export function entriesOf(incident: IncidentCase, caseId: string, parties: IncidentParties, byId: string): ActivityEntry[] {
  let before: IncidentEvent | null = null;
  return incident.events.map((event) => {
    const changes = changesBetween(before, event, parties);
    before = event;
    return {
      id: newId(),
      recordType: 'ServiceCase',
      recordId: caseId,
      kind: 'field_change',
      audience: 'everyone',
      at: event.at,
      byId,
      text: null,
      changes,
      attachmentId: null,
    };
  });
}

function changesBetween(before: IncidentEvent | null, after: IncidentEvent, parties: IncidentParties): FieldChange[] {
  const changes: FieldChange[] = [];
  const compare = <T>(field: string, from: T | null | undefined, to: T | null, shown: (value: T | null) => unknown) => {
    if (before === null || from !== to) changes.push({ field, from: before === null ? null : shown(from ?? null), to: shown(to) });
  };
  compare('state', before?.state, after.state, (state) => state);
  compare('priority', before?.priority, after.priority, (priority) => priority);
  compare('assignmentGroup', before?.assignmentGroup, after.assignmentGroup, (name) => parties.group(name));
  compare('assignedTo', before?.assignedTo, after.assignedTo, (name) => parties.user(name));
  return changes;
}

/** When the case came to the person it is assigned to. */
function assignedOn({ events, assignedTo }: IncidentCase): Date | null {
  if (assignedTo === null) return null;
  const since = events.findLastIndex((event) => event.assignedTo !== assignedTo);
  return events[since + 1]!.at;
}
