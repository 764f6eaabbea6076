import { Flag, Instant } from '#libs/http';

/** Computing a schedule anew says nothing but that it is to be done. */
export class ScheduleProjectDto {}

export class MoveProjectDto {
  @Instant({ required: true, description: 'The new planned start. A plain date is the start of that working day.' })
  startDate: string;

  @Flag({ clearable: false, description: 'Whether tasks that are fixed to a date move too; true when left out.' })
  moveAll?: boolean;
}
