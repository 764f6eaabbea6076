import { Registration } from './registration.js';

const now = new Date('2026-03-02T08:00:00Z');
const applicant = { accountId: 'a', firstName: 'Nia', lastName: 'New', email: ' Nia@Boxeo.Example ' };

describe('BR-009 a registration', () => {
  it('waits for the address in lower case until somebody decides', () => {
    const registration = Registration.by(applicant, false, now);
    expect(registration.state).toMatchObject({
      name: 'Nia New',
      email: 'Nia@Boxeo.Example',
      emailKey: 'nia@boxeo.example',
      waitingFor: 'nia@boxeo.example',
      state: 'pending',
    });
    expect(registration.takeEvents()).toMatchObject([{ type: 'customers.registration-requested', aggregateId: registration.id }]);
    registration.approve('contact', 'me', now);
    expect(registration.state).toMatchObject({
      state: 'approved',
      contactId: 'contact',
      decidedById: 'me',
      decidedAt: now,
      waitingFor: null,
    });
  });

  it('is decided once', () => {
    const rejected = Registration.by(applicant, false, now);
    rejected.reject('me', now);
    expect(rejected.state).toMatchObject({ state: 'rejected', contactId: null, waitingFor: null });
    expect(() => rejected.approve('contact', 'me', now)).toThrow('rejected already');
    expect(() => rejected.reject('me', now)).toThrow('rejected already');
    expect(() => Registration.by(applicant, true, now).approve('contact', 'me', now)).toThrow('duplicate already');
  });

  it('of an address that is in use elsewhere waits for nothing', () => {
    expect(Registration.by(applicant, true, now).state).toMatchObject({ state: 'duplicate', waitingFor: null });
  });
});
