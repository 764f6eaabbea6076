export { type Filter, likePattern } from './filter.js';
export { csvOf } from './list-export.js';
export type { RawQuery } from './list-query.js';
export { type MergedSource, mergedPage } from './merged-page.js';
export { schemaOf } from './openapi.js';
export { badParameter, momentOf, single } from './parameters.js';
export { type Place, type PlainQuery, pageInMemory, parsePlainQuery, plainCursor } from './plain-list.js';
export { findRecord, loadRecord, resolveReference, statesOf, toState, unknownReference, withLinks } from './record-loader.js';
export { anyOf, asValue, belongingTo, type CountedList, type Page, RecordReader, type Scope } from './record-reader.js';
export {
  choice,
  type Field,
  type Gathered,
  type GatheredField,
  isReadable,
  PersonRef,
  type RecordShape,
  type ReferenceTarget,
  recordShape,
  reference,
  referenceThrough,
  value,
  viewOf,
  visibleFields,
} from './record-shape.js';
export { planFor, type RecordJson } from './select-plan.js';
