import { Injectable } from '@nestjs/common';
import { ActivityEvent, type ActivityEventPayload } from '#libs/activity';
import type { DomainEvent } from '#libs/kernel';
import { DomainEvents, Mails } from '#libs/outbox';
import type { Transaction } from '#libs/persistence';
import { caseShape } from '../case.shape.js';
import type { ServiceCaseState } from '../domain/case-fields.js';
import {
  type CaseLetter,
  closedLetter,
  commentedLetter,
  groupLetter,
  openedLetter,
  resolvedLetter,
  type Words,
  workNoteLetter,
} from '../domain/case-letters.js';
import { ServiceCaseRepository } from '../persistence/service-case.repository.js';
import { CaseMailRecipients, customersOf } from './case-mail-recipients.js';

type Written = (event: DomainEvent, tx: Transaction<any>, state: ServiceCaseState) => Promise<void>;

/**
 * The mails about cases (BR-171 to BR-174, BR-177), written after the commit from what the case is then. Cases that are
 * imported raise no events, so nobody is mailed about them.
 */
@Injectable()
export class CaseMails {
  constructor(
    private readonly events: DomainEvents,
    private readonly mails: Mails,
    private readonly cases: ServiceCaseRepository,
    private readonly recipients: CaseMailRecipients,
  ) {
    this.on('cases.case-opened', 'mail-case-opened', (event, tx, state) =>
      this.send(tx, event, state, customersOf(state), openedLetter(state)),
    );
    this.on('cases.group-assigned', 'mail-case-group', (event, tx, state) => this.groupAssigned(event, tx, state));
    this.on('cases.solution-proposed', 'mail-case-resolved', (event, tx, state) => this.resolved(event, tx, state));
    this.on('cases.case-closed', 'mail-case-closed', (event, tx, state) =>
      this.send(tx, event, state, [...customersOf(state), ...state.watchList], closedLetter(state)),
    );
    this.on(ActivityEvent.commented, 'mail-case-commented', (event, tx, state) => this.commented(event, tx, state));
    this.on(ActivityEvent.workNoted, 'mail-case-work-noted', (event, tx, state) => this.workNoted(event, tx, state));
  }

  private on(type: string, name: string, write: Written): void {
    this.events.after(type, name, async (event, tx) => {
      const { recordType = caseShape.subject } = event.payload;
      if (recordType !== caseShape.subject) return;
      const serviceCase = await this.cases.byId(tx, event.aggregateId);
      if (serviceCase) await write(event, tx, serviceCase.state);
    });
  }

  private async send(
    tx: Transaction<any>,
    { payload }: DomainEvent,
    state: ServiceCaseState,
    personIds: readonly string[],
    letter: CaseLetter,
    action = 'read',
  ): Promise<void> {
    const allowed = await this.recipients.among(tx, state, personIds, payload.byId, action);
    await this.mails.mail(tx, ...allowed.map((personId) => ({ personId, ...letter })));
  }

  /** BR-171. Not for the group that a case is opened with, nor for one that it has left again. */
  private async groupAssigned(event: DomainEvent, tx: Transaction<any>, state: ServiceCaseState): Promise<void> {
    if (event.payload.assignmentGroupId !== state.assignmentGroupId) return;
    const [group] = await tx.rows<{ name: string }>('SELECT g.name FROM user_group g WHERE g.id = ?', [state.assignmentGroupId]);
    if (group) await this.send(tx, event, state, customersOf(state), groupLetter(state, group.name, event.occurredAt));
  }

  /** BR-171, BR-172. A solution that was rejected or accepted before this is written is no news. */
  private async resolved(event: DomainEvent, tx: Transaction<any>, state: ServiceCaseState): Promise<void> {
    if (state.state !== 'resolved') return;
    await this.send(tx, event, state, [...customersOf(state), ...state.watchList], resolvedLetter(state, event.occurredAt));
  }

  /** BR-171, BR-172. */
  private async commented(event: DomainEvent, tx: Transaction<any>, state: ServiceCaseState): Promise<void> {
    const words = await wordsOf(tx, event);
    if (!words) return;
    const told = { ...event, payload: { byId: words.byId } };
    await this.send(tx, told, state, [...customersOf(state), ...state.watchList], commentedLetter(state, words));
  }

  /** BR-173. */
  private async workNoted(event: DomainEvent, tx: Transaction<any>, state: ServiceCaseState): Promise<void> {
    const words = await wordsOf(tx, event);
    if (!words) return;
    const told = { ...event, payload: { byId: words.byId } };
    await this.send(tx, told, state, state.workNotesList, workNoteLetter(state, words), 'read_work_notes');
  }
}

/** What was written, and by whom; the event itself never carries the text. */
async function wordsOf(tx: Transaction<any>, { payload }: DomainEvent): Promise<(Words & { byId: string | null }) | undefined> {
  const { entryId } = payload as ActivityEventPayload;
  const [words] = await tx.rows<Words & { byId: string | null }>(
    'SELECT e.id, e.text, e.by_id AS byId, p.name AS author FROM activity_entry e LEFT JOIN person p ON p.id = e.by_id WHERE e.id = ?',
    [entryId],
  );
  return words;
}
