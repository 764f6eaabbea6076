import { HttpProblem } from '#libs/http';
import { Invalid } from '#libs/kernel';

/** An upload has more bytes than are taken (413). */
export class FileTooLarge extends HttpProblem {
  constructor(maxBytes: number) {
    super(413, 'file_too_large', `A file may have at most ${maxBytes} bytes.`);
  }
}

/** A file of a kind that is not taken, or whose bytes are not what its name says (415). */
export class UnsupportedFileType extends HttpProblem {
  constructor(taken: readonly string[]) {
    super(415, 'unsupported_file_type', `The file must be of one of these kinds, and its content what its name says: ${taken.join(', ')}.`);
  }
}

/** The upload is no form with exactly one file in the field `file` (400). */
export const malformedUpload = (message = 'The body must be a form with one file in the field "file".'): Invalid =>
  Invalid.field('file', 'malformed_upload', message);
