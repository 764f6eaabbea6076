import { CUSTOMER_PROJECTS } from '../../src/administration/index.js';
import type { ProjectState } from '../../src/projects/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const NOBODY = '0'.repeat(32);
const DATA_VIEWER = 'sn_customerservice.customer_data_viewer';
const STAKEHOLDER = 'sn_customerservice.projectstakeholder';

/** What somebody gets: the records, or the status of a refusal. */
type Answered = readonly ProjectState[] | number;

// A02, A03
describe('the projects of an account and of a contact', () => {
  let test: TestApp;
  let admin: Somebody;
  let account: { id: string; number: string; path: string };
  let child: { id: string };
  let contact: Somebody & { number: string };
  let colleague: Somebody;
  let companion: Somebody;
  let accountAdmin: Somebody;
  let partner: Somebody & { number: string };
  let partnerAdmin: Somebody;
  let outsider: Somebody;
  let consumer: Somebody;
  let first: ProjectState;
  let second: ProjectState;
  let ofChild: ProjectState;

  beforeAll(async () => {
    test = await TestApp.start();
    const { given } = test;
    admin = await given.admin();
    account = await given.account();
    child = await given.account({ parent: account });
    const vendor = await given.account({ customer: false, partner: true });
    await given.partnership(vendor, account);
    contact = await given.contact(account);
    colleague = await given.contact(account);
    companion = await given.contact(account);
    accountAdmin = await given.contact(account, ROLE.customerAdmin);
    partner = await given.contact(vendor, ROLE.partner);
    partnerAdmin = await given.contact(vendor, ROLE.partnerAdmin);
    const elsewhere = await given.account();
    outsider = await given.contact(elsewhere);
    consumer = await given.consumer();
    first = await given.project({ account, contacts: [contact, companion, partner] });
    second = await given.project({ account, contacts: [companion] });
    ofChild = await given.project({ account: child });
    await given.project({ account: elsewhere, contacts: [outsider] });
  });
  afterAll(() => test.stop());

  const answered = async ({ api }: Pick<Somebody, 'api'>, path: string): Promise<string[] | number> => {
    const { status, body } = await api.get(`${path}?total=true`);
    if (status !== 200) return status;
    expect([path, body.total, body.next]).toEqual([path, body.items.length, null]);
    return body.items.map(({ id }: { id: string }) => id);
  };
  const expectFor = async (who: string, somebody: Pick<Somebody, 'api'>, path: string, expected: Answered): Promise<void> => {
    const wanted = typeof expected === 'number' ? expected : expected.map(({ id }) => id);
    expect([who, path, await answered(somebody, path)]).toEqual([who, path, wanted]);
  };

  /** Internal people by their roles, with what they get of an account and of a contact. */
  const internal = (): [who: string, roles: readonly string[], ofAccount: Answered, ofContact: Answered][] => [
    ['administrator', ROLE.admin, [first, second], [first]],
    ['customer project manager', ROLE.projectManager, [first, second], [first]],
    ['agent with stakeholder', ROLE.agentWithStakeholder, [first, second], [first]],
    ['agent manager with stakeholder', [...ROLE.agentManager, STAKEHOLDER], [first, second], [first]],
    ['data viewer with stakeholder', [DATA_VIEWER, STAKEHOLDER], [first, second], [first]],
    ['agent', ROLE.agent, [], []],
    ['agent manager', ROLE.agentManager, [], []],
    ['data viewer', [DATA_VIEWER], [], []],
    ['dispatcher', ['wm_dispatcher'], [], []],
    ['project manager of customer service alone', ['sn_customerservice.projectmanager'], [], []],
    ['it_project_manager alone', ['it_project_manager'], 404, 404],
    ['case viewer with stakeholder, who reads no customers', ROLE.stakeholder, 404, 404],
    ['stakeholder alone', [STAKEHOLDER], 404, 404],
    ['field agent', ['wm_agent'], 404, 404],
    ['somebody without roles', [], 404, 404],
  ];

  it('BR-037, A02 of an account: its own, not those of accounts below; to each role what it sees', async () => {
    for (const [who, roles, ofAccount] of internal()) {
      const person = await test.given.user(roles);
      for (const key of [account.id, account.number]) await expectFor(who, person, `/accounts/${key}/projects`, ofAccount);
      if (roles === ROLE.projectManager) await expectFor(who, person, `/accounts/${child.id}/projects`, [ofChild]);
    }
    const path = `/accounts/${account.id}/projects`;
    await expectFor('contact of a project', contact, path, [first]);
    await expectFor('contact of both', companion, path, [first, second]);
    await expectFor('colleague', colleague, path, []);
    await expectFor('customer admin', accountAdmin, path, []);
    await expectFor('partner who is contact', partner, path, [first]);
    await expectFor('partner admin', partnerAdmin, path, []);
    await expectFor('customer of another account', outsider, path, 404);
    await expectFor('consumer', consumer, path, 404);
    await expectFor('stranger', { api: test.stranger }, path, 401);
    await expectFor('customer, below', contact, `/accounts/${child.id}/projects`, 404);
    await expectFor('customer admin, below', accountAdmin, `/accounts/${child.id}/projects`, []);
  });

  it('BR-037, A03 of a contact: where the person is a project contact; to each role what it sees', async () => {
    for (const [who, roles, , ofContact] of internal()) {
      const person = await test.given.user(roles);
      for (const key of [contact.id, contact.number]) await expectFor(who, person, `/contacts/${key}/projects`, ofContact);
      if (roles === ROLE.agentWithStakeholder) {
        await expectFor(who, person, `/contacts/${companion.id}/projects`, [first, second]);
        await expectFor(who, person, `/contacts/${partner.number}/projects`, [first]);
        await expectFor(who, person, `/contacts/${colleague.id}/projects`, []);
      }
    }
    const path = `/contacts/${contact.id}/projects`;
    await expectFor('the contact', contact, path, [first]);
    await expectFor('companion in the project', companion, path, [first]);
    await expectFor('colleague', colleague, path, []);
    await expectFor('customer admin', accountAdmin, path, []);
    await expectFor('partner', partner, path, 404);
    await expectFor('partner admin', partnerAdmin, path, []);
    await expectFor('customer of another account', outsider, path, 404);
    await expectFor('consumer', consumer, path, 404);
    await expectFor('stranger', { api: test.stranger }, path, 401);
  });

  it('T1 who is no contact, or not there, has no projects: 404, whatever the parameters', async () => {
    for (const key of [NOBODY, 'CNT9999999', consumer.id, admin.id])
      for (const parameters of ['', '?bogus=1', '?limit=0'])
        expect([key, (await admin.api.get(`/contacts/${key}/projects${parameters}`)).status]).toEqual([key, 404]);
    for (const key of [NOBODY, 'ACCT9999999', contact.id])
      expect((await admin.api.get(`/accounts/${key}/projects?bogus=1`)).status).toBe(404);
    expect((await admin.api.get(`/contacts/${contact.id}/projects?bogus=1`)).status).toBe(400);
  });

  it('decision 30 where project contacts are closed to a role, it learns of no projects of others; of itself it does', async () => {
    const agent = await test.given.user(ROLE.agentWithStakeholder);
    const path = `/contacts/${contact.id}/projects`;
    await test.given.accessControl('project_contact', false, 'sn_customerservice.customer', STAKEHOLDER);
    await expectFor('agent', agent, path, []);
    await expectFor('companion', companion, path, []);
    await expectFor('the contact', contact, path, [first]);
    await test.given.accessControl('project_contact', true, 'sn_customerservice.customer', STAKEHOLDER);
    await expectFor('agent', agent, path, [first]);
    await expectFor('companion', companion, path, [first]);
  });

  it('decision 15 a contact that is taken from the project is not listed with the next request', async () => {
    const manager = await test.given.projectManager();
    const agent = await test.given.user(ROLE.agentWithStakeholder);
    const person = await test.given.contact(account);
    await test.given.projectContact(first, person);
    const path = `/contacts/${person.id}/projects`;
    for (const somebody of [agent, person]) await expectFor('before', somebody, path, [first]);
    expect((await manager.api.delete(`/projects/${first.id}/contacts/${person.id}`)).status).toBe(204);
    for (const somebody of [agent, person]) await expectFor('after', somebody, path, []);
  });

  it('decision 42 are filtered, ordered and paged as every list of projects', async () => {
    const path = `/accounts/${account.id}/projects`;
    const ids = async (parameters: string) => (await admin.api.get(`${path}?${parameters}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await ids('sort=-number')).toEqual([second.id, first.id]);
    expect(await ids(`number=${second.number}`)).toEqual([second.id]);
    expect(await ids('state=open')).toEqual([]);
    const page = (await admin.api.get(`${path}?limit=1`)).body;
    expect(page.items.map(({ id }: { id: string }) => id)).toEqual([first.id]);
    expect(await ids(`limit=1&cursor=${page.next}`)).toEqual([second.id]);
  });

  it('decision 24 are absent while customer projects are switched off', async () => {
    await admin.api.post(`/admin/plugins/${CUSTOMER_PROJECTS}/deactivate`);
    for (const path of [`/accounts/${account.id}/projects`, `/contacts/${contact.id}/projects`, `/contacts/${contact.id}/project-tasks`])
      for (const { api } of [admin, contact]) expect([path, (await api.get(path)).status]).toEqual([path, 404]);
    await admin.api.post(`/admin/plugins/${CUSTOMER_PROJECTS}/activate`);
    await expectFor('the contact', contact, `/contacts/${contact.id}/projects`, [first]);
  });
});
