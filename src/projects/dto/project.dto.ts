import { Choice, Instant, PlainDate, Reference, Text } from '#libs/http';
import { CALCULATIONS, type Calculation, PRIORITIES, PROJECT_PHASES, type ProjectPhase } from '../domain/project-state.js';
import { HEALTH_COLOURS, type HealthColour, WORK_STATES, type WorkState } from '../domain/work-state.js';

class ProjectFields {
  @Reference({ description: 'The project that this one becomes a sub project of.', example: 'PRJ0010001' })
  parentId?: string | null;

  @Instant({ clearable: false, description: 'The planned start. A plain date is the start of that working day.' })
  startDate?: string;

  @Text(10_000, { example: 'Move the spare parts to the new hall.' })
  description?: string | null;

  @Reference({ description: 'An internal user. Whoever creates the project, when left out.' })
  projectManagerId?: string | null;

  @Choice(PRIORITIES, { clearable: false })
  priority?: number;

  @Choice(PROJECT_PHASES, { clearable: false })
  phase?: ProjectPhase;

  @Choice(CALCULATIONS, { clearable: false, description: 'Fixed once an automatic project has tasks.' })
  calculation?: Calculation;

  @PlainDate()
  approvedStart?: string | null;

  @PlainDate({ example: '2026-06-30' })
  approvedEnd?: string | null;

  @Reference({ description: 'A working calendar; null for the standard one.' })
  calendarId?: string | null;
}

export class CreateProjectDto extends ProjectFields {
  @Text(200, { required: true, example: 'New warehouse' })
  name: string;

  @Reference({ required: true, description: 'A customer account.', example: 'ACCT0000001' })
  accountId: string;

  @Reference({ description: 'A template whose tasks the project starts with.' })
  templateId?: string | null;
}

export class UpdateProjectDto extends ProjectFields {
  @Text(200, { clearable: false, example: 'New warehouse' })
  name?: string;

  @Reference({
    clearable: false,
    description: 'Fixed while the project has contacts, external assignees or cases.',
    example: 'ACCT0000001',
  })
  accountId?: string;

  @Choice(HEALTH_COLOURS, { description: 'By hand; the next status report sets it anew.' })
  status?: HealthColour | null;

  @Choice(WORK_STATES, { clearable: false, description: 'Closing closes all open tasks and sub projects.' })
  state?: WorkState;
}
