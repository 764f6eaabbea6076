import type { Type } from '@nestjs/common';
import { activityController } from '#libs/activity';
import { CUSTOMER_PROJECTS } from '../../administration/index.js';
import { ACTIONS, CHANGE_REQUESTS, DECISIONS, ISSUES, RISKS } from '../application/ridac-definitions.js';
import { CreateActionDto, CreateChangeRequestDto, CreateDecisionDto, CreateIssueDto, CreateRiskDto } from '../dto/ridac-create.dto.js';
import { UpdateActionDto, UpdateChangeRequestDto, UpdateDecisionDto, UpdateIssueDto, UpdateRiskDto } from '../dto/ridac-update.dto.js';
import { ChangeRequestsController } from './change-requests.controller.js';
import { type RidacRoutes, ridacController } from './ridac.controller.js';
import { RidacConversionController } from './ridac-conversion.controller.js';

/** The five kinds with their addresses (the HTTP contract, Records). */
const ROUTES: readonly RidacRoutes[] = [
  {
    definition: CHANGE_REQUESTS,
    path: 'change-requests',
    nested: 'change-requests',
    words: ['a change request', 'change requests'],
    create: CreateChangeRequestDto,
    update: UpdateChangeRequestDto,
  },
  {
    definition: ISSUES,
    path: 'project-issues',
    nested: 'issues',
    words: ['an issue', 'issues'],
    create: CreateIssueDto,
    update: UpdateIssueDto,
  },
  { definition: RISKS, path: 'project-risks', nested: 'risks', words: ['a risk', 'risks'], create: CreateRiskDto, update: UpdateRiskDto },
  {
    definition: DECISIONS,
    path: 'project-decisions',
    nested: 'decisions',
    words: ['a decision', 'decisions'],
    create: CreateDecisionDto,
    update: UpdateDecisionDto,
  },
  {
    definition: ACTIONS,
    path: 'project-actions',
    nested: 'actions',
    words: ['an action', 'actions'],
    create: CreateActionDto,
    update: UpdateActionDto,
  },
];

/** All controllers of the five kinds, with their activity streams. */
export const RIDAC_CONTROLLERS: readonly Type[] = [
  ...ROUTES.map(ridacController),
  ...ROUTES.map(({ path, definition: { schema, shape }, words: [, many] }) =>
    activityController({ path, schema, shape, tag: `Project ${many}`, plugins: [CUSTOMER_PROJECTS] }),
  ),
  ChangeRequestsController,
  RidacConversionController,
];
