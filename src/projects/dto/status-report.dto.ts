import { Choice, PlainDate, Text } from '#libs/http';
import { HEALTH_COLOURS, type HealthColour } from '../domain/work-state.js';

const MOST = 10_000;
const Words = (example: string) => Text(MOST, { example });
const InternalWords = (example: string) => Text(MOST, { example, description: 'Never shown to customers.' });

class StatusReportFields {
  @Text(200, { clearable: false, example: 'Report of March', description: 'The name of the project and the status date, when left out.' })
  name?: string;

  @Words('On its way.')
  overallHealthComments?: string | null;

  @Choice(HEALTH_COLOURS)
  schedule?: HealthColour | null;

  @Words('The floor is a week late.')
  scheduleComments?: string | null;

  @Choice(HEALTH_COLOURS, { description: 'Never shown to customers.' })
  cost?: HealthColour | null;

  @InternalWords('Within the budget.')
  costComments?: string | null;

  @Choice(HEALTH_COLOURS)
  resources?: HealthColour | null;

  @Words('One electrician is missing.')
  resourcesComments?: string | null;

  @Choice(HEALTH_COLOURS)
  scope?: HealthColour | null;

  @Words('A second gate is asked for.')
  scopeComments?: string | null;

  @Words('The hall stands.')
  executiveSummary?: string | null;

  @Words('The winter was mild.')
  comments?: string | null;

  @Words('The roof is closed.')
  achievements?: string | null;

  @Words('Laying the floor.')
  keyActivitiesPlanned?: string | null;
}

export class CreateStatusReportDto extends StatusReportFields {
  @PlainDate({ required: true, description: 'The status date.' })
  asOn: string;

  @Choice(HEALTH_COLOURS, { required: true, description: 'Of the newest report it becomes the status of the project.' })
  overallHealth: HealthColour;
}

/** Texts and colours; the status date and what was taken down of the project stand. */
export class UpdateStatusReportDto extends StatusReportFields {
  @Choice(HEALTH_COLOURS, { clearable: false, description: 'Of the newest report it becomes the status of the project.' })
  overallHealth?: HealthColour;
}

export class CopyStatusReportDto {
  @PlainDate({ required: true, description: 'The status date of the new report.' })
  asOn: string;
}
