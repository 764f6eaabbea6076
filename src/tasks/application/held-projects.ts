import { Injectable } from '@nestjs/common';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import type { Transaction } from '#libs/persistence';
import { type ProjectState, ProjectsApi } from '../../projects/index.js';
import { TaskPlan } from './task-plan.js';

/** Projects on whose whole plan something is done. */
@Injectable()
export class HeldProjects {
  constructor(
    private readonly projects: ProjectsApi,
    private readonly plan: TaskPlan,
  ) {}

  /**
   * The project and what was asked of it. Its plan is held, so that its tasks and their links agree, and nobody else adds
   * to it.
   * @throws NotFound @throws Forbidden @throws Invalid @throws Stale in this order (decision 10)
   */
  async take<T extends object>(
    tx: Transaction<Caller>,
    key: string,
    action: string,
    payload: Payload<T>,
  ): Promise<{ project: ProjectState; body: T }> {
    const seen = await this.projects.get(tx, tx.origin.ability, key);
    authorize(tx.origin.ability, action, 'Project', seen);
    const body = payload.read();
    await this.plan.hold(tx, seen.id);
    const project = await this.projects.hold(tx, seen.id);
    checkVersion(tx.origin, project);
    return { project, body };
  }
}
