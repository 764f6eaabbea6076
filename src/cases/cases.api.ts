import { Injectable } from '@nestjs/common';
import type { AppAbility, Caller } from '#libs/authorization';
import type { Choices } from '#libs/http';
import type { Connection } from '#libs/persistence';
import { loadRecord, type RawQuery, type RecordJson, resolveReference } from '#libs/records';
import { type CaseBody, CaseService } from './application/case.service.js';
import { CaseLookups } from './application/case-lookups.js';
import { RelatedRecords, type RelatedRecordsJson } from './application/related-records.js';
import type { ServiceCaseState } from './domain/case-fields.js';
import type { ChoiceField } from './persistence/case-choices.js';
import { ServiceCaseSchema } from './persistence/service-case.schema.js';

/** What contexts further right ask about cases. */
@Injectable()
export class CasesApi {
  constructor(
    private readonly service: CaseService,
    private readonly lookups: CaseLookups,
    private readonly related: RelatedRecords,
  ) {}

  /**
   * Opens a case as POST /cases does, from a body that another form has read.
   * @throws as CaseService.create
   */
  open(caller: Caller, body: CaseBody): Promise<RecordJson> {
    return this.service.create(caller, body);
  }

  /** What the caller may choose for a field of a new case, at most 20. @throws Invalid for an unknown parameter */
  choices(caller: Caller, field: ChoiceField, raw: RawQuery): Promise<Choices> {
    return this.lookups.choices(caller, field, raw);
  }

  /** The change request and the issue of a case, as far as the caller sees them. @throws NotFound for a hidden case */
  relatedRecords(caller: Caller, key: string): Promise<RelatedRecordsJson> {
    return this.related.of(caller, key);
  }

  /** A case by id or number, under the caller's read rules. @throws NotFound when it is hidden or does not exist */
  get(connection: Connection, ability: AppAbility, key: string): Promise<ServiceCaseState> {
    return loadRecord<ServiceCaseState>(connection, ability, ServiceCaseSchema, key);
  }

  /** The case that a body names. @throws Refused (422), the same for one that is hidden and one that never was */
  named(connection: Connection, ability: AppAbility, field: string, key: string): Promise<ServiceCaseState> {
    return resolveReference<ServiceCaseState>(connection, ability, ServiceCaseSchema, field, key);
  }
}
