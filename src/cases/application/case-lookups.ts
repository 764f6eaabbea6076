import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { type Choices, lookupParameters, MOST_CHOICES, type Payload } from '#libs/http';
import { Database, UnitOfWork } from '#libs/persistence';
import type { RawQuery, RecordJson } from '#libs/records';
import type { CaseDefaultsDto } from '../dto/case.dto.js';
import { type ChoiceField, choicesFor, NARROWING } from '../persistence/case-choices.js';
import { type NamedRecord, namedRecords } from '../persistence/named-records.js';
import { CaseForm } from './case-form.js';

/** What the form of a case offers before anything is written. */
@Injectable()
export class CaseLookups {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly form: CaseForm,
  ) {}

  /** At most 20 records that the caller may see and select; none for a field that is not the caller's to fill. */
  async choices(caller: Caller, field: ChoiceField, raw: RawQuery): Promise<Choices> {
    const { q, ...by } = lookupParameters(raw, NARROWING);
    if (!writes(caller, `${field}Id`)) return { items: [] };
    return { items: await choicesFor(this.database, caller.ability, field, q, by, MOST_CHOICES) };
  }

  /** BR-050, BR-053, BR-054, BR-057. What a choice fills in, as references. @throws Refused as a new case with it would */
  defaults(caller: Caller, payload: Payload<CaseDefaultsDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const filled = await this.form.fillIn(tx, caller, payload.read(caller.ability.fieldsFor('create', 'ServiceCase')));
      const keys = Object.fromEntries(Object.entries(filled).flatMap(([field, id]) => (id === null ? [] : [[field, id as string]])));
      const found = await namedRecords(tx, caller.ability, keys);
      return Object.fromEntries([...found].map(([field, [record]]) => [field.slice(0, -'Id'.length), referenceJson(record!)]));
    });
  }
}

function writes(caller: Caller, field: string): boolean {
  return ['create', 'update'].some((action) => {
    const fields = caller.ability.fieldsFor(action, 'ServiceCase');
    return fields === 'all' || fields.has(field);
  });
}

const referenceJson = ({ id, number, name, kind }: NamedRecord): RecordJson => (kind ? { id, name, kind } : { id, number, name });
