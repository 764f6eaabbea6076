import { Injectable } from '@nestjs/common';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { type Transaction, UnitOfWork } from '#libs/persistence';
import type { RecordJson } from '#libs/records';
import type { By } from '../domain/case-fields.js';
import { CLOSED_BY_CUSTOMER, type ServiceCase } from '../domain/service-case.js';
import type {
  CancelCaseDto,
  CloseCaseDto,
  NoFieldsDto,
  ProposeSolutionDto,
  RejectSolutionDto,
  RequestInfoDto,
} from '../dto/case-action.dto.js';
import { isGroupMember } from '../persistence/named-records.js';
import { ServiceCaseRepository } from '../persistence/service-case.repository.js';
import { notAMember } from './case-form.js';
import { byOf, CaseWriter } from './case-writer.js';

interface Step<T> {
  readonly caller: Caller;
  readonly key: string;
  readonly action: string;
  readonly payload: Payload<T & object>;
}

/** Fields of an action that the customer side must not name. */
const NONE: ReadonlySet<string> = new Set();

/** Moves cases along the state table (1.13); each call answers with the case as it is then. */
@Injectable()
export class CaseActionsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cases: ServiceCaseRepository,
    private readonly writer: CaseWriter,
  ) {}

  /** The caller takes the case; the group's cases only its members. */
  assignToMe(caller: Caller, key: string, payload: Payload<NoFieldsDto>): Promise<RecordJson> {
    return this.act({ caller, key, action: 'assign_to_me', payload }, async (serviceCase, by, _body, tx) => {
      serviceCase.assignToMe(by);
      const group = serviceCase.state.assignmentGroupId;
      if (group && !(await isGroupMember(tx, group, by.personId))) throw notAMember();
    });
  }

  accept(caller: Caller, key: string, payload: Payload<NoFieldsDto>): Promise<RecordJson> {
    return this.act({ caller, key, action: 'accept', payload }, (serviceCase, by) => serviceCase.accept(by));
  }

  /** What is asked becomes a comment. */
  requestInfo(caller: Caller, key: string, payload: Payload<RequestInfoDto>): Promise<RecordJson> {
    return this.act({ caller, key, action: 'request_info', payload }, (serviceCase, by, { comment }) => {
      serviceCase.requestInfo(by);
      return comment;
    });
  }

  open(caller: Caller, key: string, payload: Payload<NoFieldsDto>): Promise<RecordJson> {
    return this.act({ caller, key, action: 'open', payload }, (serviceCase, by) => serviceCase.reopen(by));
  }

  /** BR-067, BR-069. */
  proposeSolution(caller: Caller, key: string, payload: Payload<ProposeSolutionDto>): Promise<RecordJson> {
    return this.act({ caller, key, action: 'propose_solution', payload }, (serviceCase, by, { addNotesToComments, ...solution }) => {
      serviceCase.proposeSolution(solution, by);
      return addNotesToComments ? solution.resolutionNotes : null;
    });
  }

  acceptSolution(caller: Caller, key: string, payload: Payload<NoFieldsDto>): Promise<RecordJson> {
    return this.act({ caller, key, action: 'accept_solution', payload }, (serviceCase, by) => serviceCase.acceptSolution(by));
  }

  /** Decision 20. The reason becomes a comment. */
  rejectSolution(caller: Caller, key: string, payload: Payload<RejectSolutionDto>): Promise<RecordJson> {
    return this.act({ caller, key, action: 'reject_solution', payload }, (serviceCase, by, { reason }) => {
      serviceCase.rejectSolution(by);
      return reason;
    });
  }

  /** BR-067. The service desk says how the case ended; the customer side just closes it. */
  close(caller: Caller, key: string, payload: Payload<CloseCaseDto>): Promise<RecordJson> {
    const internal = caller.actor.kind === 'internal';
    return this.act(
      { caller, key, action: 'close', payload },
      (serviceCase, by, solution) => {
        if (internal) serviceCase.close(solution, by);
        else serviceCase.closeByCustomer(by);
        return internal ? null : CLOSED_BY_CUSTOMER;
      },
      internal ? 'all' : NONE,
    );
  }

  cancel(caller: Caller, key: string, payload: Payload<CancelCaseDto>): Promise<RecordJson> {
    return this.act({ caller, key, action: 'cancel', payload }, (serviceCase, by, { reason }) => {
      serviceCase.cancel(by);
      return reason;
    });
  }

  /** Row, action, fields, rule, in this order (decision 10); what the step answers is posted as a comment. */
  private act<T>(
    { caller, key, action, payload }: Step<T>,
    step: (serviceCase: ServiceCase, by: By, body: T, tx: Transaction<any>) => Promise<void> | string | null | undefined | void,
    writable: ReadonlySet<string> | 'all' = 'all',
  ): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const serviceCase = await this.cases.get(tx, caller.ability, key);
      authorize(caller.ability, action, 'ServiceCase', serviceCase.state);
      const body = payload.read(writable);
      checkVersion(caller, serviceCase.state);
      const comment = await step(serviceCase, byOf(caller, tx.now), body, tx);
      await this.writer.save(tx, serviceCase, action);
      if (comment?.trim()) await this.writer.comment(tx, serviceCase, comment);
      return this.writer.show(tx, caller, serviceCase);
    });
  }
}
