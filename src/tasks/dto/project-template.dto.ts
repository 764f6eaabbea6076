import { Choice, Instant, Part, Reference, Text } from '#libs/http';
import { CALCULATIONS, PRIORITIES, PROJECT_PHASES } from '../../projects/index.js';

/** What projects made from a template start with. */
export class ProjectFieldsDto {
  @Text(10_000, { example: 'Move the spare parts to the new hall.' })
  description?: string | null;

  @Choice(PRIORITIES, { example: 3 })
  priority?: number | null;

  @Choice(PROJECT_PHASES)
  phase?: string | null;

  @Choice(CALCULATIONS)
  calculation?: string | null;
}

class TemplateFields {
  @Text(4_000, { example: 'For halls up to 2,000 square metres.' })
  description?: string | null;

  @Part(ProjectFieldsDto, { description: 'What projects made from it start with, set as a whole.' })
  fields?: ProjectFieldsDto;
}

export class CreateProjectTemplateDto extends TemplateFields {
  @Text(200, { required: true, example: 'New warehouse, standard' })
  name: string;
}

export class UpdateProjectTemplateDto extends TemplateFields {
  @Text(200, { clearable: false, example: 'New warehouse, standard' })
  name?: string;
}

export class SaveAsTemplateDto {
  @Text(200, { required: true, example: 'New warehouse, standard' })
  name: string;

  @Text(4_000, { example: 'For halls up to 2,000 square metres.' })
  description?: string | null;
}

export class ApplyTemplateDto {
  @Reference({ required: true })
  templateId: string;

  @Instant({ required: true, description: 'Where its tasks begin; the next working time counts.' })
  startDate: string;
}

export class CopyProjectDto {
  @Text(200, { required: true, example: 'New warehouse, second hall' })
  name: string;

  @Instant({ required: true, description: 'The planned start of the copy. A plain date is the start of that working day.' })
  startDate: string;
}
