export { IncidentLogImport } from './application/incident-log-import.js';
export { caseTaskShape } from './case-task.shape.js';
export { CaseRef, caseShape, EXTERNAL_CASE_FIELDS } from './case.shape.js';
export { CasesApi } from './cases.api.js';
export { CasesModule } from './cases.module.js';
export { CASE_TASK_STATES } from './domain/case-task.js';
export type { ServiceCaseState } from './domain/case-fields.js';
export { ACTIVE_STATES, CASE_STATES, type CaseState, FINAL_STATES } from './domain/case-states.js';
export { ServiceCaseSchema } from './persistence/service-case.schema.js';
