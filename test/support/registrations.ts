import { Registration, type RegistrationState } from '../../src/customers/domain/registration.js';
import { RegistrationSchema } from '../../src/customers/persistence/registration.schema.js';
import type { TestApp } from './test-app.js';

let counter = 0;

/** Somebody asks to become a contact of the account; `known` with an address that is in use elsewhere. Nobody is told. */
export async function givenRegistration(test: TestApp, account: { id: string }, known = false): Promise<RegistrationState> {
  counter += 1;
  const origin = { personId: null, personName: 'Given', requestId: 'given' };
  return test.unitOfWork.run(origin, async (tx) => {
    const applicant = { accountId: account.id, firstName: 'Nia', lastName: `New${counter}`, email: `applicant${counter}@example.org` };
    const { state } = Registration.by(applicant, known, tx.now);
    await tx.insert(RegistrationSchema, state);
    return state;
  });
}
