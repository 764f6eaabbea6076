import { Flag, Text, Whole } from '#libs/http';

export class CreateChecklistItemDto {
  @Text(1_000, { required: true, example: 'Switch the power off' })
  text: string;
}

export class UpdateChecklistItemDto {
  @Text(1_000, { clearable: false, example: 'Switch the power off' })
  text?: string;

  @Flag({ clearable: false })
  done?: boolean;

  @Whole(0, 100_000, { clearable: false, example: 0, description: 'The place in the checklist, from 0; beyond the end it is the last.' })
  position?: number;
}
