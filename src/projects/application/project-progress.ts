import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/persistence';
import type { Project } from '../domain/project.js';
import type { Calculation } from '../domain/project-state.js';
import type { WorkState } from '../domain/work-state.js';
import { ProjectRepository } from '../persistence/project.repository.js';
import { ProjectGuards } from '../project-guards.js';
import { noteChange } from './project-journal.js';

/** How a project's state moves by hand, and what that means for the projects below it. */
@Injectable()
export class ProjectProgress {
  constructor(
    private readonly projects: ProjectRepository,
    private readonly guards: ProjectGuards,
  ) {}

  /** Whether tasks stand behind the project's figures decides what a change by hand may touch (BR-102). */
  async steer(
    tx: Transaction<any>,
    project: Project,
    wish: { state?: WorkState | undefined; calculation?: Calculation | undefined },
  ): Promise<void> {
    const state = wish.state ?? project.state.state;
    const calculation = wish.calculation ?? project.state.calculation;
    if (state === project.state.state && calculation === project.state.calculation) return;
    await this.projects.lock(tx, project.id);
    const hasTasks = await this.guards.hasTasks(tx, project.id);
    project.calculate(calculation, hasTasks, tx.now);
    project.moveTo(state, hasTasks, tx.now);
  }

  /** After the project was saved: what its change means below it. */
  async passDown(tx: Transaction<any>, project: Project): Promise<void> {
    const { state, approvedStart, approvedEnd } = project.changes;
    if (state !== undefined && project.isClosed) await this.closeBelow(tx, project);
    if (!project.isNew && (approvedStart !== undefined || approvedEnd !== undefined)) await this.passOnApproval(tx, project);
  }

  /** BR-105. Closes every open project below with Closed Complete; those that are closed stay as they were. */
  private async closeBelow(tx: Transaction<any>, project: Project): Promise<void> {
    for (const sub of await this.projects.subProjectsOf(tx, project.id)) {
      if (!sub.isClosed) {
        sub.moveTo('closed_complete', await this.guards.hasTasks(tx, sub.id), tx.now);
        await this.projects.save(tx, sub);
        noteChange(tx, sub);
      }
      await this.closeBelow(tx, sub);
    }
  }

  /** 1.7. The approved dates of a project are those of its open sub projects, at every depth. */
  private async passOnApproval(tx: Transaction<any>, project: Project): Promise<void> {
    const { approvedStart, approvedEnd } = project.state;
    for (const sub of await this.projects.subProjectsOf(tx, project.id)) {
      if (sub.isClosed) continue;
      sub.describe({ approvedStart, approvedEnd });
      await this.projects.save(tx, sub);
      noteChange(tx, sub);
      await this.passOnApproval(tx, sub);
    }
  }
}
