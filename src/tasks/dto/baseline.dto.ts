import { Text } from '#libs/http';

export class CreateBaselineDto {
  @Text(200, { required: true, example: 'As agreed', description: 'No other baseline of the project has it.' })
  name: string;
}
