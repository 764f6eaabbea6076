import { Injectable } from '@nestjs/common';
import { audit, recordChange } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { Forbidden } from '#libs/kernel';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import { type RecordJson, RecordReader } from '#libs/records';
import type { StatusReport } from '../domain/status-report.js';
import type { CopyStatusReportDto, CreateStatusReportDto, UpdateStatusReportDto } from '../dto/status-report.dto.js';
import { ProjectRepository } from '../persistence/project.repository.js';
import { StatusReportRepository } from '../persistence/status-report.repository.js';
import { INTERNAL_STATUS_REPORT_FIELDS, statusReportShape } from '../status-report.shape.js';
import { StatusReportTaking } from './status-report-taking.js';

/** Keeps the status reports of projects (1.18). */
@Injectable()
export class StatusReports {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly projects: ProjectRepository,
    private readonly reports: StatusReportRepository,
    private readonly taking: StatusReportTaking,
    private readonly reader: RecordReader,
  ) {}

  /** Takes down how the project stands. The overall health of the newest report becomes the status of the project. */
  create(caller: Caller, key: string, payload: Payload<CreateStatusReportDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const project = await this.projects.held(tx, caller.ability, key);
      if (!caller.ability.canAny('create', 'StatusReport')) throw new Forbidden('You may not report on the project.');
      const { asOn, ...details } = payload.read(caller.ability.fieldsFor('create', 'StatusReport'));
      const report = await this.taking.take(tx, project, asOn, details);
      return this.shown(tx, report);
    });
  }

  /** A new report that says what an older one says, of the project as it stands now. */
  copy(caller: Caller, key: string, payload: Payload<CopyStatusReportDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const older = await this.load(tx, key, 'copy');
      const { asOn } = payload.read();
      checkVersion(caller, older.state);
      const project = await this.projects.hold(tx, older.state.projectId);
      const report = await this.taking.take(tx, project, asOn, older.said);
      return this.shown(tx, report);
    });
  }

  /** Corrects texts and colours; another overall health of the newest report is another status of the project. */
  update(caller: Caller, key: string, payload: Payload<UpdateStatusReportDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const report = await this.load(tx, key, 'update');
      const details = payload.read(caller.ability.fieldsOn('update', 'StatusReport', report.state));
      checkVersion(caller, report.state);
      report.correct(details);
      if (report.changes.overallHealth) await this.follow(tx, report);
      await this.reports.save(tx, report);
      recordChange(tx, statusReportShape, report, { internalFields: INTERNAL_STATUS_REPORT_FIELDS });
      return this.shown(tx, report);
    });
  }

  /** The status of the project stays as it is. */
  remove(caller: Caller, key: string): Promise<void> {
    return this.unitOfWork.run(caller, async (tx) => {
      const report = await this.load(tx, key, 'delete');
      checkVersion(caller, report.state);
      const { id, number, projectId, asOn, overallHealth } = report.state;
      await this.reports.remove(tx, report);
      const before = { number, projectId, asOn, overallHealth };
      audit(tx, { action: 'deleted', recordType: 'StatusReport', recordId: id, recordNumber: number, before });
    });
  }

  private async load(tx: Transaction<Caller>, key: string, action: string): Promise<StatusReport> {
    const report = await this.reports.get(tx, tx.origin.ability, key);
    authorize(tx.origin.ability, action, 'StatusReport', report.state);
    return report;
  }

  /** The project is held first, as by whoever makes a report: none of the two misses the other. */
  private async follow(tx: Transaction<Caller>, report: StatusReport): Promise<void> {
    const project = await this.projects.hold(tx, report.state.projectId);
    if (await this.reports.isNewest(tx, report.state)) await this.taking.tellProject(tx, project, report);
  }

  private shown(tx: Transaction<Caller>, { id }: StatusReport): Promise<RecordJson> {
    return this.reader.one(tx.origin, statusReportShape, id, tx);
  }
}
