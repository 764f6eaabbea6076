import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { belongingTo, type CountedList, type RecordJson, RecordReader, type RecordShape } from '#libs/records';
import type { Activity } from './form.js';
import { type Owner, type RelatedListSummary, relatedListsOf } from './related-lists.js';

/** What stands around the fields of a form. */
export interface Around {
  readonly relatedLists: readonly RelatedListSummary[];
  readonly activity: Activity;
  /** Those of the actions asked about that the rules permit on this very record. */
  readonly may: ReadonlySet<string>;
  /** How many rows each of the further lists has. */
  readonly counts: readonly number[];
}

/** Counts what hangs on a record, and asks the rules about it. */
@Injectable()
export class Surroundings {
  constructor(private readonly reader: RecordReader) {}

  /** One statement for all: the rules are asked within it, so that those which look through a link need no record more. */
  async of(
    caller: Caller,
    shape: RecordShape,
    owner: Owner,
    { id }: RecordJson,
    actions: readonly string[] = [],
    more: readonly CountedList[] = [],
  ): Promise<Around> {
    const lists = relatedListsOf(owner, caller, id);
    const asked = [...actions, 'comment', 'attach'].filter((action) => caller.ability.canAny(action, shape.subject));
    const permitted = asked.map((action) => ({
      shape,
      scopes: [belongingTo(shape, 'id', id), caller.ability.where(action, shape.subject, 't')],
    }));
    const counts = await this.reader.counts(caller, [...lists, ...permitted, ...more]);
    const may = new Set(asked.filter((_, i) => counts[lists.length + i]! > 0));
    return {
      relatedLists: lists.map(({ key, label }, i) => ({ key, label, count: counts[i]! })),
      activity: { comment: may.has('comment'), attach: may.has('attach') },
      may,
      counts: counts.slice(lists.length + asked.length),
    };
  }
}
