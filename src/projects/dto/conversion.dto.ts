import { Choice, Flag } from '#libs/http';
import type { RidacKind } from '../domain/ridac-state.js';

/** What a record may become: everything but a risk, with which the line begins. */
export const CONVERSION_TARGETS = ['issue', 'decision', 'action', 'change_request'] as const satisfies readonly RidacKind[];
export type ConversionTarget = (typeof CONVERSION_TARGETS)[number];

export class ConvertDto {
  @Choice(CONVERSION_TARGETS, {
    required: true,
    description: 'A kind that comes after the record itself: issue, decision, action, change request.',
  })
  to: ConversionTarget;

  @Flag({ clearable: false, description: 'Closes the record that is converted. It stays open when left out.' })
  closeSource?: boolean;
}
