import type { Caller } from '#libs/authorization';
import { badParameter, type RawQuery, type RecordShape, single } from '#libs/records';
import { FIELD_SERVICE_FOR_CASES } from '../administration/index.js';
import { defaultViewShape, plainWorkOrderShape, workOrderShape } from './work-order.shape.js';

/** The order with all fields that exist at the moment: the view Case, while the integration is on (BR-FSM-056). */
export const fullShapeFor = ({ actor }: Caller): RecordShape =>
  actor.plugins.has(FIELD_SERVICE_FOR_CASES) ? workOrderShape : plainWorkOrderShape;

/**
 * The view that a request asks for with `?view=`, and the parameters without it.
 * @throws Invalid for a view that does not exist
 */
export function viewOf(caller: Caller, raw: RawQuery): { readonly shape: RecordShape; readonly query: RawQuery } {
  const { view, ...query } = raw;
  if (view !== undefined && single('view', view) !== 'case') throw badParameter('view', 'must be case');
  const full = fullShapeFor(caller);
  return { shape: view === undefined && full === workOrderShape ? defaultViewShape : full, query };
}
