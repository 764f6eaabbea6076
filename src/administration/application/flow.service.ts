import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import { touchEveryonesAccess } from '#libs/authorization';
import { NotFound } from '#libs/kernel';
import { Database, type Origin, type Transaction, UnitOfWork } from '#libs/persistence';
import { AdministrationApi, type FlowSetting } from '../administration.api.js';
import { checkFieldMap, type FieldMap, FLOWS, type FlowDefinition, type FlowKey } from '../domain/flows.js';
import { FlowSchema } from '../persistence/configuration.schema.js';

/** A flow as an answer shows it. */
export interface FlowRow {
  readonly [field: string]: unknown;
  readonly key: FlowKey;
  readonly name: string;
  readonly description: string;
  readonly active: boolean;
  readonly fieldMap: FieldMap | null;
  /** The fields that a map may name; null for a flow that copies none. */
  readonly mappable: { readonly from: readonly string[]; readonly to: readonly string[] } | null;
}

/** What the program does by itself: switched on and off, and which fields it copies. */
@Injectable()
export class FlowService {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly administration: AdministrationApi,
  ) {}

  async list(): Promise<FlowRow[]> {
    const { flows } = await this.administration.read(this.database);
    return FLOWS.map((flow) => rowOf(flow, flows.get(flow.key)!));
  }

  /** @throws NotFound for an unknown key */
  known(key: string): FlowDefinition {
    const flow = FLOWS.find((one) => one.key === key);
    if (!flow) throw new NotFound();
    return flow;
  }

  /**
   * What is left out stays. It holds from everybody's next request on.
   * @throws Refused naming the fields that the flow cannot copy
   */
  set(origin: Origin, flow: FlowDefinition, wish: Partial<FlowSetting>): Promise<FlowRow> {
    if (wish.fieldMap) checkFieldMap(flow, wish.fieldMap);
    return this.unitOfWork.run(origin, async (tx) => {
      // Written first: two administrators set flows one after the other.
      await touchEveryonesAccess(tx);
      const before = (await this.administration.read(tx)).flows.get(flow.key)!;
      const { active = before.active, fieldMap } = wish;
      const after = { active, fieldMap: fieldMap?.map(({ from, to }) => ({ from, to })) ?? before.fieldMap };
      if (JSON.stringify(before) !== JSON.stringify(after)) await write(tx, flow, before, after);
      return rowOf(flow, after);
    });
  }
}

async function write(tx: Transaction<any>, { key }: FlowDefinition, before: FlowSetting, after: FlowSetting): Promise<void> {
  await tx.run('DELETE FROM flow WHERE id = ?', [key]);
  await tx.insert(FlowSchema, { id: key, ...after });
  audit(tx, { action: 'updated', recordType: 'Flow', recordId: null, recordNumber: key, before: { ...before }, after: { ...after } });
}

const rowOf = ({ key, name, description, fields }: FlowDefinition, { active, fieldMap }: FlowSetting): FlowRow => ({
  key,
  name,
  description,
  active,
  fieldMap,
  mappable: fields && { from: Object.keys(fields.from), to: Object.keys(fields.to) },
});
