import type { MigrationInterface } from 'typeorm';
import { Platform1760000000001 } from './0001-platform.js';
import { Administration1760000000002 } from './0002-administration.js';
import { Identity1760000000003 } from './0003-identity.js';
import { Customers1760000000004 } from './0004-customers.js';
import { Projects1760000000005 } from './0005-projects.js';
import { Tasks1760000000006 } from './0006-tasks.js';
import { Cases1760000000007 } from './0007-cases.js';
import { FieldService1760000000008 } from './0008-field-service.js';
import { Identity1760000000010 } from './0010-identity.js';
import { ProjectRecords1760000000011 } from './0011-project-records.js';
import { ProjectTemplates1760000000012 } from './0012-project-templates.js';
import { FlowsAndCalendars1760000000013 } from './0013-flows-and-calendars.js';
import { Baselines1760000000014 } from './0014-baselines.js';
import { CaseTasks1760000000015 } from './0015-case-tasks.js';
import { AutoClose1760000000016 } from './0016-auto-close.js';
import { Search1760000000017 } from './0017-search.js';
import { Contacts1760000000019 } from './0019-contacts.js';
import { Appointments1760000000022 } from './0022-appointments.js';
import { ActualDurations1760000000026 } from './0026-actual-durations.js';

/** One set for each database, in order. */
export const migrations: (new () => MigrationInterface)[] = [
  Platform1760000000001,
  Administration1760000000002,
  Identity1760000000003,
  Customers1760000000004,
  Projects1760000000005,
  Tasks1760000000006,
  Cases1760000000007,
  FieldService1760000000008,
  Identity1760000000010,
  ProjectRecords1760000000011,
  ProjectTemplates1760000000012,
  FlowsAndCalendars1760000000013,
  Baselines1760000000014,
  CaseTasks1760000000015,
  AutoClose1760000000016,
  Search1760000000017,
  Contacts1760000000019,
  Appointments1760000000022,
  ActualDurations1760000000026,
];
