import { Injectable } from '@nestjs/common';
import { recordChange } from '#libs/activity';
import type { Caller } from '#libs/authorization';
import { newId } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';
import type { Project } from '../domain/project.js';
import { StatusReport, type StatusReportDetails } from '../domain/status-report.js';
import { type KeyMilestone, KeyMilestones } from '../key-milestones.js';
import { ProjectRepository } from '../persistence/project.repository.js';
import { type FlaggedRecord, StatusReportRepository } from '../persistence/status-report.repository.js';
import type { StatusReportLine } from '../persistence/status-report.schemas.js';
import { MILESTONE_SUBJECT } from '../status-report.lines.js';
import { INTERNAL_STATUS_REPORT_FIELDS, statusReportShape } from '../status-report.shape.js';
import { noteChange } from './project-journal.js';

/** Takes down a new report of a project: its figures, its key milestones and what is flagged, as all of it stands (1.18). */
@Injectable()
export class StatusReportTaking {
  constructor(
    private readonly projects: ProjectRepository,
    private readonly reports: StatusReportRepository,
    private readonly milestones: KeyMilestones,
  ) {}

  /** @param project held, so that the reports of one project are made one after the other */
  async take(
    tx: Transaction<Caller>,
    project: Project,
    asOn: string,
    details: Partial<StatusReportDetails> & Pick<StatusReportDetails, 'overallHealth'>,
  ): Promise<StatusReport> {
    const origin = { id: newId(), number: await this.reports.nextNumber(tx), now: tx.now, createdById: tx.origin.personId };
    const report = StatusReport.of(project, origin, asOn, details);
    const { flagged, isNewest } = await this.reports.circumstancesOf(tx, project.id, asOn);
    const milestones = await this.milestones.of(tx, project.id);
    await this.reports.save(tx, report);
    await this.reports.addLines(tx, [...milestoneLines(report.id, milestones), ...flaggedLines(report.id, flagged)]);
    recordChange(tx, statusReportShape, report, { internalFields: INTERNAL_STATUS_REPORT_FIELDS });
    if (isNewest) await this.tellProject(tx, project, report);
    return report;
  }

  /** The overall health of the newest report is the status of its project (1.7). */
  async tellProject(tx: Transaction<any>, project: Project, report: StatusReport): Promise<void> {
    project.report(report.state.overallHealth);
    await this.projects.save(tx, project);
    noteChange(tx, project);
  }
}

const milestoneLines = (reportId: string, milestones: readonly KeyMilestone[]): StatusReportLine[] =>
  milestones.map(({ id: recordId, number, shortDescription, closed, plannedEnd, actualEnd, visibleToCustomer }, position) => ({
    id: newId(),
    reportId,
    section: 'milestone',
    position,
    subject: MILESTONE_SUBJECT,
    recordId,
    number,
    shortDescription,
    state: closed ? 'completed' : 'pending',
    plannedEnd,
    actualEnd,
    shownToCustomer: visibleToCustomer,
  }));

/** Customers meet issues through their cases only, and none of the others but change requests (decisions 32 and 50). */
const flaggedLines = (reportId: string, flagged: readonly FlaggedRecord[]): StatusReportLine[] =>
  flagged.map(({ subject, id: recordId, number, short_description: shortDescription, state }, position) => ({
    id: newId(),
    reportId,
    section: 'flagged',
    position,
    subject,
    recordId,
    number,
    shortDescription,
    state,
    plannedEnd: null,
    actualEnd: null,
    shownToCustomer: subject === 'ProjectChangeRequest',
  }));
