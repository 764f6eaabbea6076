import { Choice, Flag, Text } from '#libs/http';
import { RESOLUTION_CODES } from '../domain/case-fields.js';

export class RequestInfoDto {
  @Text(4000, { required: true, example: 'Which pump is it?', description: 'Becomes a comment.' })
  comment: string;
}

/** BR-067. Code and notes are needed; one that is missing is refused by the rule (422), not as malformed. */
export class CloseCaseDto {
  @Choice(RESOLUTION_CODES)
  resolutionCode?: (typeof RESOLUTION_CODES)[number] | null;

  @Text(4000, { example: 'Bearing replaced.' })
  resolutionNotes?: string | null;
}

export class ProposeSolutionDto extends CloseCaseDto {
  @Text(1000, { example: 'Worn bearing' })
  cause?: string | null;

  @Flag({ example: false, description: 'Whether the notes are posted as a comment too (BR-069).' })
  addNotesToComments?: boolean | null;
}

export class RejectSolutionDto {
  @Text(4000, { required: true, example: 'It still makes noise.', description: 'Becomes a comment.' })
  reason: string;
}

export class CancelCaseDto {
  @Text(4000, { example: 'Opened twice.', description: 'Becomes a comment.' })
  reason?: string | null;
}

/** An action that takes no fields. */
export class NoFieldsDto {}
