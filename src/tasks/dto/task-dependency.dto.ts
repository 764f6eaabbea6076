import { Choice, Decimal, Reference, Whole } from '#libs/http';
import { DEPENDENCY_TYPES, type DependencyType } from '../domain/task-state.js';

const MOST_LAG = 10_000_000;

export class CreateDependencyDto {
  @Reference({ required: true, description: 'The task that comes first.', example: 'PRJTASK0010001' })
  predecessorId: string;

  @Reference({ required: true, description: 'The task that waits for it.', example: 'PRJTASK0010002' })
  successorId: string;

  @Choice(DEPENDENCY_TYPES, { clearable: false, description: 'Finish to start, when left out.' })
  type?: DependencyType;

  @Whole(-MOST_LAG, MOST_LAG, { example: 480, description: 'Working time between the two, negative for an overlap.' })
  lagMinutes?: number | null;

  @Whole(-MOST_LAG, MOST_LAG, { example: 1440, description: 'The same in any time. Only one of the three lags.' })
  lagElapsedMinutes?: number | null;

  @Decimal(-10_000, 10_000, { example: 50, description: "The same in percent of the predecessor's duration." })
  lagPercent?: number | null;
}
