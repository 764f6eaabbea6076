import type { ProjectTaskState } from '../../src/tasks/index.js';
import { ROLE, type Somebody } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

const NOBODY = '0'.repeat(32);
const DATA_VIEWER = 'sn_customerservice.customer_data_viewer';
const STAKEHOLDER = 'sn_customerservice.projectstakeholder';

type Answered = readonly ProjectTaskState[] | number;

// A03
describe('the project tasks of a contact', () => {
  let test: TestApp;
  let admin: Somebody;
  let contact: Somebody & { number: string };
  let colleague: Somebody;
  let companion: Somebody;
  let accountAdmin: Somebody;
  let partner: Somebody;
  let partnerAdmin: Somebody;
  let outsider: Somebody;
  let consumer: Somebody;
  let open: ProjectTaskState;
  let hidden: ProjectTaskState;
  let elsewhere: ProjectTaskState;
  let ofPartner: ProjectTaskState;

  beforeAll(async () => {
    test = await TestApp.start();
    const { given } = test;
    admin = await given.admin();
    const account = await given.account();
    const vendor = await given.account({ customer: false, partner: true });
    await given.partnership(vendor, account);
    contact = await given.contact(account);
    colleague = await given.contact(account);
    companion = await given.contact(account);
    accountAdmin = await given.contact(account, ROLE.customerAdmin);
    partner = await given.contact(vendor, ROLE.partner);
    partnerAdmin = await given.contact(vendor, ROLE.partnerAdmin);
    outsider = await given.contact(await given.account());
    consumer = await given.consumer();
    const project = await given.project({ account, contacts: [contact, companion, partner] });
    open = await given.task({ project, visible: true, assignedTo: contact });
    // Decision 36: a closed task may be hidden from its assignee.
    hidden = await given.task({ project, visible: false, assignedTo: contact, with: { state: 'closed_complete' } });
    ofPartner = await given.task({ project, visible: true, assignedTo: partner });
    await given.task({ project, visible: true });
    // No longer a contact of this one.
    elsewhere = await given.task({
      project: await given.project({ account }),
      visible: true,
      assignedTo: contact,
      with: { state: 'closed_complete' },
    });
  });
  afterAll(() => test.stop());

  const expectFor = async (who: string, { api }: Pick<Somebody, 'api'>, path: string, expected: Answered): Promise<void> => {
    const { status, body } = await api.get(`${path}?total=true`);
    const got = status === 200 ? [body.total, body.items.map(({ id }: { id: string }) => id)] : status;
    const wanted = typeof expected === 'number' ? expected : [expected.length, expected.map(({ id }) => id)];
    expect([who, path, got]).toEqual([who, path, wanted]);
  };

  it('BR-037 are those that are assigned to the person; to each role what it sees', async () => {
    const all = [open, hidden, elsewhere];
    for (const [who, roles, expected] of [
      ['administrator', ROLE.admin, all],
      ['customer project manager', ROLE.projectManager, all],
      ['agent with stakeholder', ROLE.agentWithStakeholder, all],
      ['agent manager with stakeholder', [...ROLE.agentManager, STAKEHOLDER], all],
      ['data viewer with stakeholder', [DATA_VIEWER, STAKEHOLDER], all],
      ['agent', ROLE.agent, []],
      ['agent manager', ROLE.agentManager, []],
      ['data viewer', [DATA_VIEWER], []],
      ['dispatcher', ['wm_dispatcher'], []],
      ['project manager of customer service alone', ['sn_customerservice.projectmanager'], []],
      ['it_project_manager alone', ['it_project_manager'], 404],
      ['case viewer with stakeholder, who reads no customers', ROLE.stakeholder, 404],
      ['stakeholder alone', [STAKEHOLDER], 404],
      ['field agent', ['wm_agent'], 404],
      ['somebody without roles', [], 404],
    ] as const) {
      const person = await test.given.user(roles);
      for (const key of [contact.id, contact.number]) await expectFor(who, person, `/contacts/${key}/project-tasks`, expected);
      if (roles === ROLE.agentWithStakeholder) await expectFor(who, person, `/contacts/${partner.id}/project-tasks`, [ofPartner]);
    }
    const path = `/contacts/${contact.id}/project-tasks`;
    await expectFor('the contact', contact, path, [open]);
    await expectFor('companion in the project', companion, path, [open]);
    await expectFor('colleague', colleague, path, []);
    await expectFor('customer admin', accountAdmin, path, []);
    await expectFor('partner', partner, path, 404);
    await expectFor('partner, of itself', partner, `/contacts/${partner.id}/project-tasks`, [ofPartner]);
    await expectFor('partner admin', partnerAdmin, path, []);
    await expectFor('customer of another account', outsider, path, 404);
    await expectFor('consumer', consumer, path, 404);
    await expectFor('stranger', { api: test.stranger }, path, 401);
  });

  it('decision 30 are gone for a role to which the tasks are closed', async () => {
    const agent = await test.given.user(ROLE.agentWithStakeholder);
    const path = `/contacts/${contact.id}/project-tasks`;
    await test.given.accessControl('customer_project_task', false, 'sn_customerservice.customer', STAKEHOLDER);
    for (const somebody of [agent, contact, companion]) await expectFor('closed', somebody, path, []);
    await test.given.accessControl('customer_project_task', true, 'sn_customerservice.customer', STAKEHOLDER);
    await expectFor('agent', agent, path, [open, hidden, elsewhere]);
    await expectFor('the contact', contact, path, [open]);
  });

  it('T1 who is no contact, or not there, has none: 404, whatever the parameters', async () => {
    for (const key of [NOBODY, 'CNT9999999', consumer.id, admin.id])
      for (const parameters of ['', '?bogus=1'])
        expect([key, (await admin.api.get(`/contacts/${key}/project-tasks${parameters}`)).status]).toEqual([key, 404]);
    expect((await admin.api.get(`/contacts/${contact.id}/project-tasks?bogus=1`)).status).toBe(400);
    expect((await admin.api.get(`/contacts/${contact.id}/project-tasks?state=closed_complete`)).body.items).toHaveLength(2);
  });
});
