import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import type { Payload } from '#libs/http';
import { Forbidden } from '#libs/kernel';
import { UnitOfWork } from '#libs/persistence';
import type { ActivityKind, Audience } from './activity.schema.js';
import { ActivityEvent, activityEvent } from './activity-events.js';
import type { ActivitySubject } from './activity-subjects.js';
import type { CommentDto } from './comment.dto.js';
import { type EntryJson, entryJson } from './entry-json.js';
import { audit, post } from './journal.js';
import { recordToAct } from './permitted-record.js';

/** What kinds of texts there are, and how each is permitted, told and audited. */
interface TextKind {
  readonly kind: ActivityKind;
  readonly audience: Audience;
  readonly action: string;
  readonly event: string;
  readonly audited: string;
}

const COMMENT: TextKind = {
  kind: 'comment',
  audience: 'everyone',
  action: 'comment',
  event: ActivityEvent.commented,
  audited: 'commented',
};
const WORK_NOTE: TextKind = {
  kind: 'work_note',
  audience: 'work_notes',
  action: 'write_work_note',
  event: ActivityEvent.workNoted,
  audited: 'work_noted',
};

/** Texts that people add to a record's stream. They are never changed or taken back. */
@Injectable()
export class Comments {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Adds what everyone who sees the record may read.
   * @param key the record's id or number
   * @throws NotFound, Forbidden, Invalid in this order (decision 10)
   */
  comment(caller: Caller, subject: ActivitySubject, key: string, payload: Payload<CommentDto>): Promise<EntryJson> {
    return this.write(caller, subject, key, payload, COMMENT);
  }

  /**
   * BR-021. Adds what only those may read whom the rules let read the record's work notes; never an external person.
   * @param key the record's id or number
   * @throws NotFound, Forbidden, Invalid in this order (decision 10)
   */
  workNote(caller: Caller, subject: ActivitySubject, key: string, payload: Payload<CommentDto>): Promise<EntryJson> {
    return this.write(caller, subject, key, payload, WORK_NOTE);
  }

  private write(caller: Caller, subject: ActivitySubject, key: string, payload: Payload<CommentDto>, as: TextKind): Promise<EntryJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const record = await recordToAct(tx, caller, subject, key, as.action);
      if (as.audience !== 'everyone' && caller.actor.kind !== 'internal') throw new Forbidden('Work notes are for internal people.');
      const { text } = payload.read();
      const recordType = subject.shape.subject;
      const entry = post(tx, { recordType, recordId: record.id, kind: as.kind, audience: as.audience, text });
      // That there was a text, never the text: an audit is read by people who may not read the record's notes.
      audit(tx, { action: as.audited, recordType, recordId: record.id, recordNumber: record.number ?? null, after: { entryId: entry.id } });
      await tx.raise(activityEvent(as.event, tx.now, { recordType, recordId: record.id, entryId: entry.id }));
      return entryJson(entry, { id: caller.personId, name: caller.personName, kind: caller.actor.kind });
    });
  }
}
