import { Injectable } from '@nestjs/common';
import { Conflict } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';
import { ProjectGuards } from '../../projects/index.js';
import { ServiceCaseRepository } from '../persistence/service-case.repository.js';

/** Decision 16 and matrix 2.2. A project that has cases keeps its account and is not deleted. */
@Injectable()
export class ProjectCaseGuard {
  constructor(
    private readonly cases: ServiceCaseRepository,
    guards: ProjectGuards,
  ) {
    const check = (tx: Transaction<any>, projectId: string) => this.check(tx, projectId);
    guards.beforeAccountChange(check);
    guards.beforeDeletion(check);
  }

  private async check(tx: Transaction<any>, projectId: string): Promise<void> {
    const cases = await this.cases.ofProject(tx, projectId);
    if (cases.length) throw new Conflict('project_has_cases', `The project has cases: ${cases.join(', ')}.`);
  }
}
