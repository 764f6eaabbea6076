import { Injectable } from '@nestjs/common';
import { DomainEvents } from '#libs/outbox';
import { tableOf } from '#libs/persistence';
import { toState } from '#libs/records';
import { CaseRecord } from '../domain/ridac-record.js';
import type { CaseRecordState } from '../domain/ridac-state.js';
import { CHANGE_REQUESTS, ISSUES } from './ridac-definitions.js';

/** BR-080. Issues and change requests go with their project; a case that one of them came from hears of it. */
@Injectable()
export class OnProjectDeleted {
  constructor(events: DomainEvents) {
    events.during('projects.project-deleted', async ({ aggregateId }, tx) => {
      for (const { kind, schema } of [ISSUES, CHANGE_REQUESTS]) {
        const table = tableOf(schema);
        const rows = await tx.rows(`SELECT t.* FROM \`${table.table}\` t WHERE t.project_id = ? AND t.case_id IS NOT NULL`, [aggregateId]);
        for (const row of rows) await tx.raise(new CaseRecord(kind, toState<CaseRecordState>(table, row)).deleted(tx.now));
      }
    });
  }
}
