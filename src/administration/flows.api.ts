import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/authorization';
import type { Connection } from '#libs/persistence';
import { AdministrationApi, activeFlows } from './administration.api.js';
import type { FieldMap, FlowKey } from './domain/flows.js';

/** Whom to ask how flows are set: somebody who makes a request knows it already; for the program's own work it is read. */
export type FlowSource = Pick<Actor, 'flows'> | Connection;

/** What other contexts ask of flows. Of an actor it costs no statement, of a connection one. */
@Injectable()
export class FlowsApi {
  constructor(private readonly administration: AdministrationApi) {}

  async isActive(source: FlowSource, key: FlowKey): Promise<boolean> {
    return (await this.of(source)).has(key);
  }

  /** The fields that the flow copies; none while it is off (BR-075). */
  async fieldMap(source: FlowSource, key: FlowKey): Promise<FieldMap> {
    return (await this.of(source)).get(key) ?? [];
  }

  private async of(source: FlowSource): Promise<Actor['flows']> {
    return 'flows' in source ? source.flows : activeFlows((await this.administration.read(source)).flows);
  }
}
