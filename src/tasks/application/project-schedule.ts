import { Injectable } from '@nestjs/common';
import { audit, post } from '#libs/activity';
import { authorize, type Caller } from '#libs/authorization';
import { isPlainDate, type Payload } from '#libs/http';
import { Database, UnitOfWork } from '#libs/persistence';
import { loadRecord, type RecordJson, RecordReader } from '#libs/records';
import { checkSpan, ProjectSchema, type ProjectState, ProjectsApi, projectShape, spanOf } from '../../projects/index.js';
import { checkMovable, shiftFixed } from '../domain/move-plan.js';
import type { MovedTask } from '../domain/moves.js';
import { Schedule } from '../domain/schedule.js';
import { lateDates } from '../domain/schedule-slack.js';
import type { MoveProjectDto } from '../dto/schedule.dto.js';
import { ProjectTaskRepository } from '../persistence/project-task.repository.js';
import { wholeTree } from '../persistence/task-node.rows.js';
import { HeldProjects } from './held-projects.js';
import { PlanSchedule } from './plan-schedule.js';
import { TaskPlan } from './task-plan.js';

/** The schedule of a project as a whole: shown, computed anew, moved. */
@Injectable()
export class ProjectSchedule {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly projects: ProjectsApi,
    private readonly held: HeldProjects,
    private readonly plan: TaskPlan,
    private readonly schedules: PlanSchedule,
    private readonly tasks: ProjectTaskRepository,
    private readonly reader: RecordReader,
  ) {}

  /** Early and late dates, slack and the critical path of the plan as it stands. @throws NotFound @throws Forbidden */
  async show(caller: Caller, key: string): Promise<Record<string, unknown>> {
    const project = await loadRecord<ProjectState>(this.database, caller.ability, ProjectSchema, key);
    authorize(caller.ability, 'read_schedule', 'Project', project);
    const names = new Map<string, string>();
    const tree = await wholeTree(this.database, project.id, await this.schedules.calendarOf(this.database, project), names);
    const tasks = tree.descendantsOf(null);
    if (!tasks.length) return { plannedStart: null, plannedEnd: null, criticalPath: [], items: [] };
    const schedule = Schedule.of({ ...(await this.schedules.rulesOf(this.database, project, tree)), tasks });
    const slack = lateDates(schedule);
    const moment = (at: number): string => new Date(at).toISOString();
    const critical = tasks.map((_, i) => i).filter((i) => slack.critical[i] && !tasks[i]!.isParent);
    return {
      plannedStart: moment(schedule.start.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY)),
      plannedEnd: moment(schedule.end.reduce((most, at) => Math.max(most, at), Number.NEGATIVE_INFINITY)),
      criticalPath: critical.sort((a, b) => schedule.start[a]! - schedule.start[b]!).map((i) => tasks[i]!.number),
      items: tasks.map(({ id, number, wbs }, i) => ({
        task: { id, number, name: names.get(id) ?? '' },
        wbs,
        earlyStart: moment(schedule.start[i]!),
        earlyEnd: moment(schedule.end[i]!),
        lateStart: moment(slack.lateStart[i]!),
        lateEnd: moment(slack.lateEnd[i]!),
        totalSlackMinutes: slack.total[i]!,
        freeSlackMinutes: slack.free[i]!,
        critical: slack.critical[i] === 1,
        conflict: schedule.conflict[i] === 1,
      })),
    };
  }

  /** Puts every task of an automatic project where it belongs; one whose plan is in order stays as it is. */
  recompute(caller: Caller, key: string, payload: Payload<object>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { project } = await this.held.take(tx, key, 'schedule', payload);
      const moved = await this.plan.rework(tx, project, () => {});
      return this.answer(caller, project.id, moved, tx);
    });
  }

  /**
   * BR-154. Lets the project start at another time, its tasks with it.
   * @throws Conflict for a project without tasks, or one that has begun @throws Refused for a start beyond the span
   */
  move(caller: Caller, key: string, payload: Payload<MoveProjectDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const { project, body } = await this.held.take(tx, key, 'move', payload);
      const { properties } = caller.actor;
      const calendar = await this.schedules.calendarOf(tx, project);
      const day = new Date(body.startDate);
      const to = checkSpan(isPlainDate(body.startDate) ? calendar.startOfDay(day) : calendar.nextStart(day), spanOf(properties), tx.now);
      const offset = to.getTime() - project.plannedStart.getTime();
      const manual = project.calculation === 'manual';
      const whole = await wholeTree(tx, project.id, calendar);
      checkMovable(whole, project.state, properties.get('com.snc.project.move_project.wip') === true);
      await this.tasks.startFrom(tx, project.id, new Date((whole.startFrom ?? project.plannedStart).getTime() + offset));
      const moved = await this.plan.rework(tx, project, (tree) => {
        if (body.moveAll !== false) shiftFixed(tree, offset, manual);
        tree.rollUpAll();
      });
      // Where the roll-up does not move the project's own start, the move does.
      if (properties.get('com.snc.project.rollup_project_start_date') === false)
        await this.projects.rollUp(tx, project.id, () => ({ plannedStart: to }));
      const dates = { before: { plannedStart: project.plannedStart }, after: { plannedStart: to, moveAll: body.moveAll !== false } };
      audit(tx, { action: 'moved', recordType: 'Project', recordId: project.id, recordNumber: project.number, ...dates });
      post(tx, {
        recordType: 'Project',
        recordId: project.id,
        kind: 'system',
        audience: 'internal',
        text: `Moved to ${to.toISOString().slice(0, 10)}`,
      });
      return this.answer(caller, project.id, moved, tx);
    });
  }

  private async answer(
    caller: Caller,
    id: string,
    moved: readonly MovedTask[],
    tx: Parameters<RecordReader['one']>[3],
  ): Promise<RecordJson> {
    return { ...(await this.reader.one(caller, projectShape, id, tx)), moved };
  }
}
