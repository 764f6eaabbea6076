import { Injectable } from '@nestjs/common';
import { post } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { Refused } from '#libs/kernel';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import { mayBecome } from '../domain/ridac-state.js';
import type { ConvertDto } from '../dto/conversion.dto.js';
import { RIDAC, type RidacDefinition } from './ridac-definitions.js';
import { RidacOpening } from './ridac-opening.js';
import { RidacRecords } from './ridac-records.js';

const NOT_FORWARD = Refused.field(
  'to',
  'conversion_not_forward',
  'Records are converted in the order risk, issue, decision, action, change request.',
);

/** Makes a record of a later kind from a risk, an issue, a decision or an action (1.17). */
@Injectable()
export class RidacConversion {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: RidacRecords,
    private readonly opening: RidacOpening,
    private readonly reader: RecordReader,
  ) {}

  /**
   * The new record stands in the same project, with the same short description, requester and assignee; each of the two
   * names the other in its activity stream. The source is closed only when that is asked for.
   * @throws Conflict when the source is closed, Refused for an earlier kind
   */
  convert(caller: Caller, definition: RidacDefinition, key: string, payload: Payload<ConvertDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const source = await this.records.load(tx, definition, key, 'convert');
      const { to, closeSource = false } = payload.read();
      checkVersion(caller, source.state);
      if (!mayBecome(definition.kind, to)) throw NOT_FORWARD;
      const convertedFrom = source.convert();
      const { projectId, openedById, shortDescription, assignedToId } = source.state;
      const target = RIDAC[to];
      const made = await this.opening.open(tx, target, { projectId, openedById, convertedFrom }, { shortDescription, assignedToId });
      if (closeSource) {
        authorize(caller.ability, 'update', definition.shape.subject, source.before);
        source.closeAsConverted(tx.now);
        await this.opening.save(tx, definition, source);
      }
      tell(tx, target, made.id, `Converted from ${convertedFrom.number}`);
      tell(tx, definition, source.id, `Converted to ${made.state.number}`);
      return this.reader.one(caller, target.shape, made.id, tx);
    });
  }
}

/** Only for whoever reads the work notes: other readers of the one record may not know of the other. */
function tell(tx: Transaction<any>, { shape }: RidacDefinition, recordId: string, text: string): void {
  post(tx, { recordType: shape.subject, recordId, kind: 'system', audience: 'work_notes', text });
}
