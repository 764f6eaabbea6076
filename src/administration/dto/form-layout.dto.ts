import { Texts } from '#libs/http';

export class SetFormLayoutDto {
  @Texts({ required: true, example: ['projects', 'project_tasks'], description: 'The related lists that are shown, in this order.' })
  relatedLists: string[];

  @Texts({ required: true, example: ['number', 'name', 'account'], description: 'The fields that are shown, in this order.' })
  fields: string[];
}
