import type { Command } from './command.js';
import { aclSet } from './commands/acl-set.js';
import { auditExport } from './commands/audit-export.js';
import { demoGenerate } from './commands/demo-generate.js';
import { demoLoad } from './commands/demo-load.js';
import { exportLists } from './commands/export-lists.js';
import { exportProject } from './commands/export-project.js';
import { importIncidentLog } from './commands/import-incident-log.js';
import { importProject } from './commands/import-project.js';
import { migrate } from './commands/migrate.js';
import { outboxReplay } from './commands/outbox-replay.js';
import { pluginActivate, pluginDeactivate } from './commands/plugin-activate.js';
import { start } from './commands/start.js';
import { userCreate } from './commands/user-create.js';
import { userGrant, userRevoke } from './commands/user-roles.js';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  start,
  migrate,
  demoLoad,
  demoGenerate,
  userCreate,
  userGrant,
  userRevoke,
  pluginActivate,
  pluginDeactivate,
  aclSet,
  importProject,
  importIncidentLog,
  outboxReplay,
  exportProject,
  ...exportLists,
  auditExport,
];
