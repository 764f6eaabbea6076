import { Injectable } from '@nestjs/common';
import type { loadRecord, RecordShape } from '#libs/records';

/** The schema of a kind of record, as the record loader takes it. */
type RecordSchema = Parameters<typeof loadRecord<any>>[2];

/** A kind of record that has an activity stream: the schema it is loaded by and the shape it is shown in. */
export interface ActivitySubject {
  readonly schema: RecordSchema;
  readonly shape: RecordShape;
}

/**
 * The kinds of records that have an activity stream, by their subject. An attachment names its record only by kind and
 * id; here its rules are found. What is not entered here has no attachments that anybody could read.
 */
@Injectable()
export class ActivitySubjects {
  private readonly bySubject = new Map<string, ActivitySubject>();

  /** For modules as they start. Entering a kind twice changes nothing. */
  add(subject: ActivitySubject): void {
    this.bySubject.set(subject.shape.subject, subject);
  }

  /** @throws Error for a kind that was never entered */
  get(name: string): ActivitySubject {
    const subject = this.bySubject.get(name);
    if (!subject) throw new Error(`${name} has no activity stream`);
    return subject;
  }

  all(): ActivitySubject[] {
    return [...this.bySubject.values()];
  }
}
