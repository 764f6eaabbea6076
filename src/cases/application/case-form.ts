import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { Refused } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';
import { CustomersApi } from '../../customers/index.js';
import { ProjectsApi } from '../../projects/index.js';
import { caseCycle, disagrees } from '../domain/case-errors.js';
import type { CaseDetails, CaseReferences, ServiceCaseState } from '../domain/case-fields.js';
import { type Chosen, choose, NO_REFERENCES } from '../domain/case-references.js';
import type { UpdateCaseDto } from '../dto/case.dto.js';
import { isGroupMember, type NamedRecord, namedRecords } from '../persistence/named-records.js';
import { ServiceCaseRepository } from '../persistence/service-case.repository.js';
import { ownDefaults, ownPart } from './external-opener.js';

const REFERENCES = Object.keys(NO_REFERENCES) as (keyof CaseReferences)[];
const LISTS = ['watchList', 'workNotesList'] as const;
const ASSIGNMENT = ['assignmentGroupId', 'assignedToId'] as const;
/** What is named beside the references that belong together. */
const NAMED = [...LISTS, ...ASSIGNMENT, 'parentId'] as const;

type Found = ReadonlyMap<string, readonly NamedRecord[]>;

export interface FilledForm {
  readonly details: Partial<CaseDetails>;
  readonly references: CaseReferences;
}

/** Turns what a body names into the fields of a case: visible to the caller, in agreement, with what follows filled in. */
@Injectable()
export class CaseForm {
  constructor(
    private readonly customers: CustomersApi,
    private readonly projects: ProjectsApi,
    private readonly cases: ServiceCaseRepository,
  ) {}

  /**
   * @param current the case that is changed; null for a new one
   * @throws Refused for what the caller may not name, and for what does not belong together (BR-055, decision 38)
   */
  async fill(tx: Transaction<any>, caller: Caller, current: ServiceCaseState | null, body: UpdateCaseDto): Promise<FilledForm> {
    const found = await namedRecords(tx, caller.ability, keysOf(body));
    const references = await this.references(tx, caller, current, body, found);
    const details: Record<string, unknown> = { ...body };
    for (const field of REFERENCES) delete details[field];
    for (const field of NAMED) if (body[field] !== undefined) details[field] = body[field] && idsOf(found, field);
    for (const field of LISTS) if (details[field] === null) details[field] = [];
    await this.checkAssignment(tx, current, details as Partial<CaseDetails>);
    await this.checkParent(tx, current, details as Partial<CaseDetails>);
    return { details: details as Partial<CaseDetails>, references };
  }

  /** What a choice fills in, before anything is written. @throws Refused as `fill` */
  async fillIn(tx: Transaction<any>, caller: Caller, body: UpdateCaseDto): Promise<CaseReferences> {
    const found = await namedRecords(tx, caller.ability, keysOf(body));
    return choose(NO_REFERENCES, chosenOf(body, found));
  }

  private async references(tx: Transaction<any>, caller: Caller, current: ServiceCaseState | null, body: UpdateCaseDto, found: Found) {
    const before = current ?? NO_REFERENCES;
    const chosen = chosenOf(body, found);
    const opener = current ? null : caller.actor;
    const after = choose(pick(before), { ...(opener ? ownDefaults(opener, chosen) : {}), ...chosen });
    if (after.projectId !== null && (after.projectId !== before.projectId || after.accountId !== before.accountId))
      await this.checkProject(tx, after);
    await this.checkContact(tx, chosen, after);
    await this.checkPartner(tx, before, after);
    return opener ? { ...after, ...ownPart(opener, after) } : after;
  }

  /** Decision 16. Held until the end, so that the project cannot change its account meanwhile. */
  private async checkProject(tx: Transaction<any>, { projectId, accountId }: CaseReferences): Promise<void> {
    const project = await this.projects.hold(tx, projectId!);
    if (project.accountId !== accountId) throw disagrees('projectId');
  }

  /** Decision 38. */
  private async checkContact(tx: Transaction<any>, { contactId: contact }: Chosen, { accountId }: CaseReferences): Promise<void> {
    if (!contact || contact.accountId === accountId) return;
    if (accountId && (await this.customers.hasContactRelationship(tx, contact.id, accountId))) return;
    throw disagrees('contactId');
  }

  private async checkPartner(tx: Transaction<any>, before: CaseReferences, { partnerId, accountId }: CaseReferences): Promise<void> {
    if (partnerId === null || accountId === null || (partnerId === before.partnerId && accountId === before.accountId)) return;
    if (!(await this.customers.isPartnerOf(tx, partnerId, accountId)))
      throw Refused.field('partnerId', 'not_a_partner', 'The partner does not serve the account of the case.');
  }

  private async checkParent(tx: Transaction<any>, current: ServiceCaseState | null, { parentId }: Partial<CaseDetails>): Promise<void> {
    if (!current || !parentId || parentId === current.parentId) return;
    if (await this.cases.liesWithin(tx, parentId, current.id)) throw caseCycle();
  }

  /** 1.6. Who is assigned is a member of the group, where there is one. */
  private async checkAssignment(tx: Transaction<any>, current: ServiceCaseState | null, details: Partial<CaseDetails>): Promise<void> {
    const before = { assignmentGroupId: null, assignedToId: null, ...current };
    const after = { ...before, ...details };
    if (!after.assignmentGroupId || !after.assignedToId || ASSIGNMENT.every((field) => after[field] === before[field])) return;
    if (!(await isGroupMember(tx, after.assignmentGroupId, after.assignedToId))) throw notAMember();
  }
}

export const notAMember = (): Refused =>
  Refused.field('assignedToId', 'not_a_group_member', 'Who is assigned must be a member of the assignment group.');

const pick = (of: CaseReferences): CaseReferences => Object.fromEntries(REFERENCES.map((field) => [field, of[field]])) as never;

const chosenOf = (body: UpdateCaseDto, found: Found): Chosen =>
  Object.fromEntries(
    REFERENCES.filter((field) => body[field] !== undefined).map((field) => [field, body[field] === null ? null : found.get(field)![0]!]),
  );

function keysOf(body: UpdateCaseDto): Record<string, string | readonly string[]> {
  const fields = [...REFERENCES, ...NAMED];
  return Object.fromEntries(fields.flatMap((field) => (body[field] ? [[field, body[field]]] : []))) as never;
}

const idsOf = (found: Found, field: string): string | string[] => {
  const ids = (found.get(field) ?? []).map(({ id }) => id);
  return field.endsWith('Id') ? ids[0]! : ids;
};
