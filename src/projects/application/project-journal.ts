import { recordChange } from '#libs/activity';
import type { Transaction } from '#libs/persistence';
import type { Project } from '../domain/project.js';
import { INTERNAL_PROJECT_FIELDS, projectShape } from '../project.shape.js';

/** Audit and history of a changed project; what customers may not read of it, stays internal. */
export const noteChange = (tx: Transaction<any>, project: Project): void =>
  recordChange(tx, projectShape, project, { internalFields: INTERNAL_PROJECT_FIELDS });
