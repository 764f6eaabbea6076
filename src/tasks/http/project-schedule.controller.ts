import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acts, type Caller, NeedsPlugin } from '#libs/authorization';
import { AnswersWith, Input, Me, Payload } from '#libs/http';
import type { RecordJson } from '#libs/records';
import { CUSTOMER_PROJECTS } from '../../administration/index.js';
import { projectShape } from '../../projects/index.js';
import { ProjectSchedule } from '../application/project-schedule.js';
import { MoveProjectDto, ScheduleProjectDto } from '../dto/schedule.dto.js';
import { AnswersRecordAndMoves, SCHEDULE_SCHEMA } from './schedule.answers.js';

/** When the tasks of a project are done, and how much room there is. */
@ApiTags('Project tasks')
@NeedsPlugin(CUSTOMER_PROJECTS)
@Controller('projects/:id')
export class ProjectScheduleController {
  constructor(private readonly schedule: ProjectSchedule) {}

  /** Shows early and late dates, slack and the critical path. */
  @Get('schedule')
  @Acts('read_schedule', 'Project')
  @AnswersWith('ProjectSchedule', SCHEDULE_SCHEMA)
  show(@Me() caller: Caller, @Param('id') id: string): Promise<Record<string, unknown>> {
    return this.schedule.show(caller, id);
  }

  /** Computes the dates of all tasks anew. */
  @Post('schedule')
  @HttpCode(200)
  @Acts('schedule', 'Project')
  @AnswersRecordAndMoves(projectShape)
  recompute(
    @Me() caller: Caller,
    @Param('id') id: string,
    @Input(ScheduleProjectDto) body: Payload<ScheduleProjectDto>,
  ): Promise<RecordJson> {
    return this.schedule.recompute(caller, id, body);
  }

  /** Lets a project that has not begun start at another time, its tasks with it. */
  @Post('move')
  @HttpCode(200)
  @Acts('move', 'Project')
  @AnswersRecordAndMoves(projectShape)
  move(@Me() caller: Caller, @Param('id') id: string, @Input(MoveProjectDto) body: Payload<MoveProjectDto>): Promise<RecordJson> {
    return this.schedule.move(caller, id, body);
  }
}
