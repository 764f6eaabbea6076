import { BASELINE_CHANGES } from '../domain/baseline-comparison.js';

const closed = (properties: Record<string, object>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
const orNull = (schema: { readonly type: string }) => ({ ...schema, type: [schema.type, 'null'] });

const MOMENT = { type: 'string', format: 'date-time', example: '2026-03-02T08:00:00.000Z' };
const NAMED = {
  id: { type: 'string', example: '0193a1b2c3d47e5f8a9b0c1d2e3f4a5b' },
  number: { type: 'string', example: 'PRJTASK0010001' },
  name: { type: 'string', example: 'Lay the floor' },
};
const PLANNED = {
  plannedStart: MOMENT,
  plannedEnd: orNull(MOMENT),
  plannedDurationMinutes: { type: 'integer', example: 480 },
  percentComplete: { type: ['number', 'null'], example: 0 },
};
const SIDES = {
  baseline: { ...orNull(closed(PLANNED)), description: 'As it was planned; null for what was added since.' },
  current: {
    ...orNull(closed({ ...PLANNED, actualStart: orNull(MOMENT), actualEnd: orNull(MOMENT) })),
    description: 'As it stands; null for what was removed since.',
  },
};
const minutes = (description: string) => ({ type: ['integer', 'null'], example: 480, description });
const VARIANCE = {
  startVarianceMinutes: minutes('Working minutes by which it starts, or has started, later than planned; below 0 for earlier.'),
  endVarianceMinutes: minutes('The same of its end.'),
  durationVarianceMinutes: minutes('Working minutes by which it is planned to last longer.'),
  change: { type: 'string', enum: [...BASELINE_CHANGES], example: 'moved' },
};

/** BR-159. */
export const BASELINE_COMPARISON_SCHEMA = closed({
  items: {
    type: 'array',
    description: 'The tasks of the baseline and of the plan, from top to bottom.',
    items: closed({
      task: { ...closed(NAMED), description: 'As it is called now; what was removed, as it was called then.' },
      wbs: { type: 'string', example: '1.2' },
      ...SIDES,
      ...VARIANCE,
    }),
  },
  project: closed({ ...NAMED, number: { type: 'string', example: 'PRJ0010001' }, ...SIDES, ...VARIANCE }),
});
