import { Database } from '#libs/persistence';
import { type CaseAction, TRANSITIONS } from '../../src/cases/domain/case-states.js';
import { CASE_STATES, type CaseState } from '../../src/cases/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

/** What a call needs to be well-formed. */
const BODIES: Readonly<Record<string, object>> = {
  assign_to_me: {},
  accept: {},
  request_info: { comment: 'Which pump?' },
  open: {},
  propose_solution: { resolutionCode: 'fixed_by_support', resolutionNotes: 'Bearing replaced.' },
  accept_solution: {},
  reject_solution: { reason: 'It still leaks.' },
  close: {},
  cancel: { reason: 'Opened twice.' },
};
const ACTIONS = Object.keys(BODIES) as CaseAction[];
const SOLVED = { resolutionCode: 'void', resolutionNotes: 'Nothing to do.' };

/** Who stands on which side (1.13); an administrator may do what either side does. */
const SIDES: Readonly<Record<string, readonly string[]>> = {
  agent: ['service'],
  agentManager: ['service'],
  admin: ['service', 'customer'],
  customer: ['customer'],
  customerCaseManager: ['customer'],
  customerAdmin: ['customer'],
  partner: ['customer'],
  partnerAdmin: ['customer'],
  projectManager: [],
  caseViewer: [],
};

describe('the state table of 1.13, with decision 20', () => {
  let test: TestApp;
  const people = new Map<string, Somebody>();
  let world: { account: { id: string }; vendor: { id: string }; project: { id: string } };

  beforeAll(async () => {
    test = await TestApp.start();
    const { given } = test;
    const account = await given.account();
    const vendor = await given.account({ partner: true, customer: false });
    await given.partnership(vendor, account);
    world = { account, vendor, project: await given.project({ account }) };
    for (const role of ['agent', 'agentManager', 'admin', 'projectManager'] as const) people.set(role, await given.user(ROLE[role]));
    people.set('caseViewer', await given.user(['sn_customerservice.case_viewer']));
    for (const role of ['customer', 'customerCaseManager', 'customerAdmin'] as const)
      people.set(role, await given.contact(account, ROLE[role]));
    for (const role of ['partner', 'partnerAdmin'] as const) people.set(role, await given.contact(vendor, ROLE[role]));
  }, 120_000);
  afterAll(() => test.stop());

  /** A case that each of the people sees; an agent is its assignee where the test says so. */
  const caseIn = (state: CaseState, assignedTo?: Somebody) =>
    test.given.case({
      ...world,
      partner: world.vendor,
      partnerContact: people.get('partner')!,
      contact: people.get('customer')!,
      state,
      ...(assignedTo ? { assignedTo } : {}),
    });

  const expected = (role: string, action: CaseAction, state: CaseState): number => {
    const mine = TRANSITIONS.filter((one) => one.action === action && SIDES[role]!.includes(one.side));
    if (!mine.length) return 403;
    return mine.some(({ from }) => from.includes(state)) ? 200 : 409;
  };

  for (const action of ACTIONS) {
    it(`${action} is allowed and refused by role and by state`, async () => {
      const wrong: string[] = [];
      const untouched: string[] = [];
      for (const role of Object.keys(SIDES)) {
        const person = people.get(role)!;
        for (const state of CASE_STATES) {
          const serviceCase = await caseIn(state, action === 'accept' ? person : undefined);
          const service = SIDES[role]!.includes('service');
          const body = action === 'close' && service ? SOLVED : BODIES[action];
          const answer = await person.api.post(`/cases/${serviceCase.number}/${action.replaceAll('_', '-')}`, body);
          const want = expected(role, action, state);
          if (answer.status !== want) wrong.push(`${role} in ${state}: ${answer.status} instead of ${want} ${answer.raw}`);
          if (want === 409 && answer.body.code !== 'case_transition_refused') wrong.push(`${role} in ${state}: ${answer.body.code}`);
          if (want === 200) {
            const { to } = TRANSITIONS.find((one) => one.action === action && SIDES[role]!.includes(one.side))!;
            if (answer.body.state !== to) wrong.push(`${role} from ${state} came to ${answer.body.state}`);
          } else untouched.push(serviceCase.id);
        }
      }
      expect(wrong).toEqual([]);
      const [row] = await test
        .get(Database)
        .rows<{ n: number }>(
          `SELECT COUNT(*) AS n FROM service_case WHERE version > 1 AND id IN (${untouched.map(() => '?').join(', ')})`,
          untouched,
        );
      expect(Number(row!.n)).toBe(0);
    });
  }

  it('decision 10 whoever does not see the case gets 404 for each action, whatever is wrong with the body', async () => {
    const stranger = await test.given.contact(await test.given.account());
    const nobody = await test.given.user([]);
    const serviceCase = await caseIn('open');
    for (const { api } of [stranger, nobody]) {
      for (const action of ACTIONS) {
        const answer = await api.post(`/cases/${serviceCase.id}/${action.replaceAll('_', '-')}`, { no: 'such field' });
        expect([action, answer.status, answer.body.code]).toEqual([action, 404, 'not_found']);
      }
    }
  });

  it('decision 20 in Closed and Canceled every write is refused with 409, and 403 for whom it is never permitted', async () => {
    for (const state of ['closed', 'canceled'] as const) {
      const { id } = await caseIn(state);
      for (const role of Object.keys(SIDES)) {
        const { api } = people.get(role)!;
        const internal = SIDES[role]!.includes('service');
        const commenter = role !== 'caseViewer';
        const wanted = {
          patch: internal ? 409 : 403,
          comments: commenter ? 409 : 403,
          attachments: commenter ? 409 : 403,
          notes: internal ? 409 : 403,
        };
        const got = {
          patch: (await api.patch(`/cases/${id}`, { priority: 1 })).status,
          comments: (await api.post(`/cases/${id}/comments`, { text: 'Hello' })).status,
          attachments: (await api.upload(`/cases/${id}/attachments`, 'note.txt', 'Hello', 'text/plain')).status,
          notes: (await api.post(`/cases/${id}/work-notes`, { text: 'Hello' })).status,
        };
        expect([role, state, got]).toEqual([role, state, wanted]);
      }
    }
  });

  it('decision 20 request-info in Awaiting Info is 409; decision 50 an agent adds no file in Resolved, the customer does', async () => {
    const awaiting = await caseIn('awaiting_info');
    expect((await people.get('agent')!.api.post(`/cases/${awaiting.id}/request-info`, { comment: 'Again' })).status).toBe(409);
    const { id } = await caseIn('resolved');
    expect((await people.get('agent')!.api.upload(`/cases/${id}/attachments`, 'note.txt', 'Hello', 'text/plain')).status).toBe(409);
    expect((await people.get('customer')!.api.upload(`/cases/${id}/attachments`, 'note.txt', 'Hello', 'text/plain')).status).toBe(201);
    expect((await people.get('agent')!.api.post(`/cases/${id}/comments`, { text: 'Please look' })).status).toBe(201);
    expect((await people.get('agent')!.api.patch(`/cases/${id}`, { priority: 2 })).status).toBe(200);
  });

  it('accept is for the assignee alone', async () => {
    const { id } = await caseIn('new', people.get('agentManager'));
    expect((await people.get('agent')!.api.post(`/cases/${id}/accept`)).status).toBe(403);
    expect((await people.get('agentManager')!.api.post(`/cases/${id}/accept`)).body.state).toBe('open');
    const unassigned = await caseIn('new');
    const answer = await people.get('admin')!.api.post(`/cases/${unassigned.id}/accept`);
    expect([answer.status, answer.body.code]).toEqual([409, 'case_not_assigned']);
  });

  it('a consumer moves its own case, and sees no other', async () => {
    const consumer = await test.given.consumer();
    const other = await test.given.case({ consumer: await test.given.consumer(), state: 'resolved' });
    const own = await test.given.case({ consumer, state: 'resolved' });
    expect((await consumer.api.post(`/cases/${own.id}/reject-solution`, { reason: 'No' })).body.state).toBe('open');
    expect((await consumer.api.post(`/cases/${own.id}/close`)).body.state).toBe('closed');
    expect((await consumer.api.post(`/cases/${other.id}/accept-solution`)).status).toBe(404);
    expect((await consumer.api.post(`/cases/${own.id}/cancel`)).status).toBe(403);
  });

  it('T9 a state cannot be written by hand', async () => {
    const { id } = await caseIn('open');
    expect((await people.get('agent')!.api.patch(`/cases/${id}`, { state: 'closed' })).status).toBe(400);
    expect((await people.get('admin')!.api.post('/cases', { shortDescription: 'x', state: 'closed' })).status).toBe(400);
  });
});
