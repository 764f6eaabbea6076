import { AggregateRoot, type RecordState } from '#libs/kernel';
import type { Project } from './project.js';
import type { ProjectState } from './project-state.js';
import type { HealthColour } from './work-state.js';

/** How a project stood when a report was made of it. Times are ISO 8601, as an answer shows them. */
export interface ProjectSnapshot extends Pick<ProjectState, 'state' | 'phase' | 'percentComplete' | 'plannedDurationMinutes'> {
  readonly plannedStart: string;
  readonly plannedEnd: string | null;
  readonly actualStart: string | null;
  readonly actualEnd: string | null;
}

/** What is said in a report, and may be corrected afterwards. */
export interface StatusReportDetails {
  readonly name: string;
  readonly overallHealth: HealthColour;
  readonly overallHealthComments: string | null;
  readonly schedule: HealthColour | null;
  readonly scheduleComments: string | null;
  readonly cost: HealthColour | null;
  readonly costComments: string | null;
  readonly resources: HealthColour | null;
  readonly resourcesComments: string | null;
  readonly scope: HealthColour | null;
  readonly scopeComments: string | null;
  readonly executiveSummary: string | null;
  readonly comments: string | null;
  readonly achievements: string | null;
  readonly keyActivitiesPlanned: string | null;
}

/** 1.18. */
export interface StatusReportState extends RecordState, StatusReportDetails {
  readonly number: string;
  readonly projectId: string;
  /** A plain date, YYYY-MM-DD. */
  readonly asOn: string;
  readonly snapshot: ProjectSnapshot;
  readonly createdById: string | null;
}

/** Where a new report comes from. */
export interface StatusReportOrigin {
  readonly id: string;
  readonly number: string;
  readonly now: Date;
  readonly createdById: string | null;
}

const NOTHING_SAID = {
  overallHealthComments: null,
  schedule: null,
  scheduleComments: null,
  cost: null,
  costComments: null,
  resources: null,
  resourcesComments: null,
  scope: null,
  scopeComments: null,
  executiveSummary: null,
  comments: null,
  achievements: null,
  keyActivitiesPlanned: null,
} as const satisfies Partial<StatusReportDetails>;

/** How a project stands on a day, told once. Later changes of the project do not alter it (1.18). */
export class StatusReport extends AggregateRoot<StatusReportState> {
  /** Takes down how the project stands now. */
  static of(
    project: Project,
    { id, number, now, createdById }: StatusReportOrigin,
    asOn: string,
    details: Partial<StatusReportDetails> & Pick<StatusReportDetails, 'overallHealth'>,
  ): StatusReport {
    const state: StatusReportState = {
      ...NOTHING_SAID,
      name: `${project.state.name} ${asOn}`,
      ...details,
      id,
      number,
      createdAt: now,
      updatedAt: now,
      version: 1,
      projectId: project.id,
      asOn,
      snapshot: snapshotOf(project),
      createdById,
    };
    return new StatusReport(state, true);
  }

  /** Texts and colours, as a later report begins with them; it has a name and figures of its own. */
  get said(): Omit<StatusReportDetails, 'name'> {
    const names = ['overallHealth', ...Object.keys(NOTHING_SAID)] as (keyof StatusReportDetails)[];
    return Object.fromEntries(names.map((name) => [name, this.state[name]])) as unknown as Omit<StatusReportDetails, 'name'>;
  }

  /** Corrects texts and colours; what was taken down of the project stands. */
  correct(details: Partial<StatusReportDetails>): void {
    this.change(details);
  }
}

function snapshotOf({ state: project }: Project): ProjectSnapshot {
  const { state, phase, percentComplete, plannedDurationMinutes, plannedStart, plannedEnd, actualStart, actualEnd } = project;
  const written = (at: Date | null): string | null => at?.toISOString() ?? null;
  return {
    state,
    phase,
    percentComplete,
    plannedStart: plannedStart.toISOString(),
    plannedEnd: written(plannedEnd),
    plannedDurationMinutes,
    actualStart: written(actualStart),
    actualEnd: written(actualEnd),
  };
}
