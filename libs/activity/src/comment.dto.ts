import { Text } from '#libs/http';

/** A comment or a work note as it is sent. */
export class CommentDto {
  @Text(10_000, { required: true, example: 'The pump is noisy again.', description: 'Plain text; it is never read as markup.' })
  text: string;
}
