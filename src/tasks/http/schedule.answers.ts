import { AnswersWith, component } from '#libs/http';
import { type RecordShape, schemaOf } from '#libs/records';

type Schema = Record<string, unknown>;

const object = (properties: Record<string, Schema>): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
const list = (items: Schema): Schema => ({ type: 'array', items });
const instant = (example: string): Schema => ({ type: 'string', format: 'date-time', example });
const minutes = (description: string): Schema => ({ type: 'integer', description, example: 480 });

const DATES = object({ plannedStart: instant('2026-03-02T08:00:00.000Z'), plannedEnd: instant('2026-03-02T17:00:00.000Z') });
const MOVED = {
  ...list(object({ id: { type: 'string' }, number: { type: 'string', example: 'PRJTASK0010002' }, from: DATES, to: DATES })),
  description: 'The tasks that the change moved, from when to when. Only for those who plan the project.',
};

/** The answer is a record, with what its change moved. */
export const AnswersRecordAndMoves = (shape: RecordShape, status = 200): MethodDecorator => {
  const { properties, ...rest } = schemaOf(shape, false) as { properties: Schema };
  return AnswersWith(`${shape.title}AndMoves`, { ...rest, properties: { ...properties, moved: MOVED } }, status, `The ${shape.title}.`);
};

const NAMED = object({ id: { type: 'string' }, number: { type: 'string' }, name: { type: 'string', example: 'Lay the floor' } });

export const SCHEDULE_SCHEMA = object({
  plannedStart: { ...instant('2026-03-02T08:00:00.000Z'), type: ['string', 'null'] },
  plannedEnd: { ...instant('2026-03-06T17:00:00.000Z'), type: ['string', 'null'] },
  criticalPath: {
    ...list({ type: 'string', example: 'PRJTASK0010001' }),
    description: 'Numbers of the tasks without slack, in the order of their start.',
  },
  items: list(
    component(
      'ScheduledTask',
      object({
        task: NAMED,
        wbs: { type: 'string', example: '1.2' },
        earlyStart: instant('2026-03-02T08:00:00.000Z'),
        earlyEnd: instant('2026-03-02T17:00:00.000Z'),
        lateStart: instant('2026-03-03T08:00:00.000Z'),
        lateEnd: instant('2026-03-03T17:00:00.000Z'),
        totalSlackMinutes: minutes(
          'Working time it can slip without the project ending later; negative where a constraint cannot be kept.',
        ),
        freeSlackMinutes: minutes('Working time it can slip without moving any other task.'),
        critical: { type: 'boolean' },
        conflict: { type: 'boolean', description: 'A constraint holds it where its dependencies would not let it be (BR-152).' },
      }),
    ),
  ),
});
