import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { RecordJson } from '#libs/records';
import { AdministrationApi, activeFlows } from '../administration.api.js';
import { type SetupStep, setupSteps } from '../domain/guided-setup.js';
import { FormLayoutService } from './form-layout.service.js';

/** A step as an answer shows it. */
export type SetupStepRow = SetupStep & RecordJson;

/** How far the program is set up for customer projects (X07): nothing is ticked off by hand, each step is looked at. */
@Injectable()
export class GuidedSetupQueries {
  constructor(
    private readonly database: Database,
    private readonly administration: AdministrationApi,
    private readonly layouts: FormLayoutService,
  ) {}

  /** Two statements. */
  async steps(): Promise<SetupStepRow[]> {
    const { activePlugins, accessControls, flows } = await this.administration.read(this.database);
    const layouts = await this.layouts.all();
    return setupSteps({ activePlugins, accessControls, layouts, activeFlows: new Set(activeFlows(flows).keys()) }) as SetupStepRow[];
  }
}
