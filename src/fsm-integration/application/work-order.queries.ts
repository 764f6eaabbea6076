import { Injectable } from '@nestjs/common';
import type { Caller, SqlText } from '#libs/authorization';
import { isId } from '#libs/kernel';
import { type Page, type RawQuery, type RecordJson, RecordReader, type Scope, single } from '#libs/records';
import { ServiceCaseSchema } from '../../cases/index.js';
import { ProjectSchema } from '../../projects/index.js';
import { viewOf } from '../work-order.views.js';

/** Reads work orders under the caller's rules. */
@Injectable()
export class WorkOrderQueries {
  constructor(private readonly reader: RecordReader) {}

  /** With `?view=case` also the fields of the integration. @throws Invalid */
  list(caller: Caller, raw: RawQuery): Promise<Page> {
    const { project, ...rest } = raw;
    const { shape, query } = viewOf(caller, rest);
    const scopes = project === undefined ? [] : [ordersOfProject(visibleProject(caller, single('project', project)))];
    return this.reader.page(caller, shape, query, ...scopes);
  }

  /** @throws NotFound */
  async one(caller: Caller, key: string, raw: RawQuery): Promise<RecordJson> {
    const { view } = raw;
    const { shape } = viewOf(caller, view === undefined ? {} : { view });
    return this.reader.one(caller, shape, key);
  }

  /** BR-FSM-045. @throws NotFound when the case is hidden or does not exist */
  ofCase(caller: Caller, caseKey: string, raw: RawQuery): Promise<Page> {
    const { shape, query } = viewOf(caller, raw);
    return this.reader.pageOf(caller, { schema: ServiceCaseSchema, key: caseKey }, shape, query, 'caseId');
  }

  /** Decision 33: the orders of the project's cases. @throws NotFound when the project is hidden or does not exist */
  ofProject(caller: Caller, projectKey: string, raw: RawQuery): Promise<Page> {
    const { shape, query } = viewOf(caller, raw);
    return this.reader.pageOf(caller, { schema: ProjectSchema, key: projectKey }, shape, query, ordersOfProject);
  }
}

/** Scope: the orders whose case belongs to the project of this id. */
export const ordersOfProject = (projectId: SqlText): Scope => ({
  sql: `t.case_id IN (SELECT c.id FROM service_case c WHERE c.project_id = ${projectId.sql})`,
  params: projectId.params,
});

/** The id of a project that the caller sees; what is hidden matches nothing, as what does not exist (decision 14). */
function visibleProject({ ability }: Caller, key: string): SqlText {
  const rule = ability.where('read', 'Project', 'o');
  return {
    sql: `(SELECT o.id FROM project o WHERE o.${isId(key) ? 'id' : 'number'} = ? AND ${rule.sql})`,
    params: [key, ...rule.params],
  };
}
