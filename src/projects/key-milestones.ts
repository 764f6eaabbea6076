import { Injectable } from '@nestjs/common';
import type { Connection } from '#libs/persistence';

/** A key milestone of a project, as it stands. */
export interface KeyMilestone {
  readonly id: string;
  readonly number: string;
  readonly shortDescription: string;
  readonly closed: boolean;
  readonly plannedEnd: Date;
  readonly actualEnd: Date | null;
  readonly visibleToCustomer: boolean;
}

/** Answers the key milestones of a project, in the order of their dates. */
export type KeyMilestoneSource = (connection: Connection, projectId: string) => Promise<readonly KeyMilestone[]>;

/** Where status reports learn the key milestones of a project from whoever keeps its tasks; that context registers as it starts. */
@Injectable()
export class KeyMilestones {
  private source: KeyMilestoneSource = async () => [];

  answerBy(source: KeyMilestoneSource): void {
    this.source = source;
  }

  of(connection: Connection, projectId: string): Promise<readonly KeyMilestone[]> {
    return this.source(connection, projectId);
  }
}
