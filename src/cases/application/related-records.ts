import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { NotFound } from '#libs/kernel';
import { Database } from '#libs/persistence';
import { loadRecord, type RecordJson, RecordReader, type RecordShape } from '#libs/records';
import { changeRequestShape, projectIssueShape } from '../../projects/index.js';
import type { ServiceCaseState } from '../domain/case-fields.js';
import { ServiceCaseSchema } from '../persistence/service-case.schema.js';

/** The change request and the issue of a case; null where there is none, and for whoever may not see it. */
export interface RelatedRecordsJson {
  readonly changeRequest: RecordJson | null;
  readonly issue: RecordJson | null;
}

/** The Related Records of a case (section 4, decision 8). */
@Injectable()
export class RelatedRecords {
  constructor(
    private readonly database: Database,
    private readonly reader: RecordReader,
  ) {}

  /** @throws NotFound when the caller may not see the case */
  async of(caller: Caller, key: string): Promise<RelatedRecordsJson> {
    const { issueId, changeRequestId } = await loadRecord<ServiceCaseState>(this.database, caller.ability, ServiceCaseSchema, key);
    return {
      changeRequest: await this.seen(caller, changeRequestShape, changeRequestId),
      issue: await this.seen(caller, projectIssueShape, issueId),
    };
  }

  private async seen(caller: Caller, shape: RecordShape, id: string | null): Promise<RecordJson | null> {
    if (id === null || !caller.ability.canAny('read', shape.subject)) return null;
    try {
      return await this.reader.one(caller, shape, id);
    } catch (error) {
      if (error instanceof NotFound) return null;
      throw error;
    }
  }
}
