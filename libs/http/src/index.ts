export {
  AnswersNothing,
  AnswersPage,
  AnswersPageWith,
  AnswersRecord,
  AnswersWith,
  answerSchemas,
  component,
  MayTotal,
  Parameter,
} from './answers.js';
export { type CsvRoute, csvController } from './csv.controller.js';
export {
  Choice,
  Decimal,
  Email,
  Flag,
  Instant,
  isPlainDate,
  Money,
  Part,
  PlainDate,
  Reference,
  References,
  SomeOf,
  Text,
  Texts,
  TimeZone,
  Whole,
} from './fields.js';
export { IdempotencyFrame, IdempotentAnswerSchema, keepingSecret } from './idempotency.js';
export { parseJson, parseJsonList } from './json.js';
export { AnswersChoices, type Choices, lookupParameters, MOST_CHOICES } from './lookups.js';
export { Parts, TimeOfDay } from './part-lists.js';
export { Input, Payload } from './payload.js';
export { type DenialListener, ProblemFilter } from './problem.filter.js';
export { HttpProblem, type Problem, TITLES } from './problem.js';
export { PublicUrl } from './public-url.js';
export { RateLimit } from './rate-limit.js';
export { AUTHENTICATOR, type Authenticator, callerOf, checkVersion, ListParameters, Me, versionOf } from './request.js';
export { type Route, RouteTable, routesOf } from './routes.js';
export { keepBodiesAsText, prepareServer, type ServerParts } from './server.js';
