import { Injectable } from '@nestjs/common';
import { authorize, type Caller } from '#libs/authorization';
import { checkVersion, type Payload } from '#libs/http';
import { newId } from '#libs/kernel';
import { Numbering, UnitOfWork } from '#libs/persistence';
import type { RecordJson } from '#libs/records';
import { ServiceCase } from '../domain/service-case.js';
import type { CreateCaseDto, UpdateCaseDto } from '../dto/case.dto.js';
import { ServiceCaseRepository } from '../persistence/service-case.repository.js';
import { CaseForm } from './case-form.js';
import { byOf, CaseWriter } from './case-writer.js';

/** A body that is read once the caller's writable fields are known. */
export type CaseBody = Pick<Payload<CreateCaseDto>, 'read'>;

/** Opens cases, and lets the service desk change them. */
@Injectable()
export class CaseService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cases: ServiceCaseRepository,
    private readonly form: CaseForm,
    private readonly numbering: Numbering,
    private readonly writer: CaseWriter,
  ) {}

  /** BR-063, decisions 21 and 50. Each person names only what is that person's to name. */
  create(caller: Caller, payload: CaseBody): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const body = payload.read(caller.ability.fieldsFor('create', 'ServiceCase'));
      const { details, references } = await this.form.fill(tx, caller, null, body);
      const identity = { id: newId(), number: await this.numbering.next(tx, 'CS') };
      const serviceCase = ServiceCase.open(
        identity,
        { ...details, shortDescription: body.shortDescription },
        references,
        byOf(caller, tx.now),
      );
      authorize(caller.ability, 'create', 'ServiceCase', serviceCase.state);
      return this.writer.write(tx, caller, serviceCase);
    });
  }

  /** The service desk's form, on a case that has not ended. Other fields move with an action only. */
  update(caller: Caller, key: string, payload: Payload<UpdateCaseDto>): Promise<RecordJson> {
    return this.unitOfWork.run(caller, async (tx) => {
      const serviceCase = await this.cases.get(tx, caller.ability, key);
      authorize(caller.ability, 'update', 'ServiceCase', serviceCase.state);
      const body = payload.read(caller.ability.fieldsOn('update', 'ServiceCase', serviceCase.state));
      checkVersion(caller, serviceCase.state);
      const { details, references } = await this.form.fill(tx, caller, serviceCase.state, body);
      serviceCase.describe(details, references, byOf(caller, tx.now));
      // A change must not carry the case out of what the caller may change.
      authorize(caller.ability, 'update', 'ServiceCase', serviceCase.state);
      return this.writer.write(tx, caller, serviceCase);
    });
  }
}
