import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/persistence';
import { CHANGE_REQUESTS, ISSUES, type RidacDefinition } from './application/ridac-definitions.js';
import { type RidacBody, RidacOpening } from './application/ridac-opening.js';
import type { ChangeRequestState, ProjectIssueState, RidacState } from './domain/ridac-state.js';
import type { ChangeRequestFields, IssueFields } from './dto/ridac.dto.js';

/** What an issue that comes from a case starts with. */
export type NewIssue = IssueFields & { readonly shortDescription: string };
/** What a change request that comes from a case starts with. */
export type NewChangeRequest = ChangeRequestFields & { readonly title: string };

/** Where it comes from: the project it belongs to, and the case that it is opened from. */
export interface FromCase {
  readonly projectId: string;
  readonly caseId: string;
}

/**
 * What cases ask of issues and change requests. When the state of one that came from a case moves, the event
 * `projects.issue-state-changed` or `projects.change-request-state-changed` says so, with `caseId`, `from`, `to` and
 * `closed`; when it is deleted, `projects.issue-deleted` or `projects.change-request-deleted`.
 */
@Injectable()
export class ProjectRecordsApi {
  constructor(private readonly opening: RidacOpening) {}

  /**
   * BR-070, BR-072. An issue of the project for a case; its requester is whoever causes the transaction. That this person
   * may, the caller has asked.
   * @throws Conflict when the case has an issue already, Refused for an assignee who is no internal user
   */
  openIssue(tx: Transaction<any>, from: FromCase, details: NewIssue): Promise<ProjectIssueState> {
    return this.open(tx, ISSUES, from, { ...details }) as Promise<ProjectIssueState>;
  }

  /** BR-071, BR-073. A change request of the project for a case, as `openIssue`. */
  openChangeRequest(tx: Transaction<any>, from: FromCase, details: NewChangeRequest): Promise<ChangeRequestState> {
    return this.open(tx, CHANGE_REQUESTS, from, { ...details }) as Promise<ChangeRequestState>;
  }

  private async open(tx: Transaction<any>, definition: RidacDefinition, from: FromCase, body: RidacBody): Promise<RidacState> {
    const details = (await this.opening.detailsOf(tx, body)) as Partial<RidacState> & { shortDescription: string };
    return (await this.opening.open(tx, definition, { ...from, openedById: tx.origin.personId }, details)).state;
  }
}
