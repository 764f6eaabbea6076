import { ROLE, type Somebody } from './given.js';
import type { TestApp } from './test-app.js';

/** Somebody of each external role around one customer, and records of each kind to be seen by some of them and not by others. */
export type PortalWorld = Awaited<ReturnType<typeof portalWorld>>;

/**
 * A customer account below a parent and beside a sibling, a partner that serves it, a stranger. Customer, partner and the
 * administrator of the partner are contacts of its project; the others are not. What is `foreign` none of the account sees.
 */
export async function portalWorld({ given }: TestApp) {
  const parent = await given.account();
  const account = await given.account({ parent });
  const below = await given.account({ parent: account });
  const sibling = await given.account({ parent });
  const vendor = await given.account({ customer: false, partner: true });
  const stranger = await given.account();
  await given.partnership(vendor, account);
  const people = {
    customer: await given.contact(account),
    colleague: await given.contact(account),
    caseManager: await given.contact(account, ROLE.customerCaseManager),
    customerAdmin: await given.contact(account, ROLE.customerAdmin),
    partner: await given.contact(vendor, ROLE.partner),
    partnerAdmin: await given.contact(vendor, ROLE.partnerAdmin),
    consumer: (await given.consumer()) as Somebody,
    noRole: await given.contact(account, []),
  };
  const others = {
    below: await given.contact(below),
    sibling: await given.contact(sibling),
    stranger: await given.contact(stranger),
    consumer: await given.consumer(),
  };
  const manager = await given.projectManager();

  const project = await given.project({ account, manager, contacts: [people.customer, people.partner, people.partnerAdmin] });
  const sub = await given.project({ account, manager, parent: project, contacts: [people.customer] });
  const foreignProject = await given.project({ account, manager });
  const strangeProject = await given.project({ account: stranger, manager, contacts: [others.stranger] });
  const tasks = {
    seen: await given.task({ project, visible: true }),
    customers: await given.task({ project, visible: true, assignedTo: people.customer }),
    partners: await given.task({ project, visible: true, assignedTo: people.partner }),
    hidden: await given.task({ project, visible: false }),
    ofSub: await given.task({ project: sub, visible: true }),
    foreign: await given.task({ project: foreignProject, visible: true }),
    strange: await given.task({ project: strangeProject, visible: true }),
  };
  const cases = {
    customers: await given.case({ account, contact: people.customer, project, state: 'resolved' }),
    colleagues: await given.case({ account, contact: people.colleague, project, state: 'awaiting_info' }),
    below: await given.case({ account: below, contact: others.below, state: 'open' }),
    ofPartner: await given.case({ account, partner: vendor, partnerContact: people.partner, openedBy: people.partner, project }),
    sibling: await given.case({ account: sibling, contact: others.sibling }),
    strange: await given.case({ account: stranger, contact: others.stranger, project: strangeProject }),
    consumers: await given.case({ consumer: people.consumer, state: 'resolved' }),
    otherConsumers: await given.case({ consumer: others.consumer }),
  };
  const orders = {
    customers: await given.workOrder({ case: cases.customers }),
    colleagues: await given.workOrder({ case: cases.colleagues }),
    ofPartner: await given.workOrder({ case: cases.ofPartner }),
    strange: await given.workOrder({ case: cases.strange }),
    consumers: await given.workOrder({ case: cases.consumers }),
  };
  const caseTasks = {
    seen: await given.caseTask({ case: cases.customers, visible: true }),
    hidden: await given.caseTask({ case: cases.customers }),
    colleagues: await given.caseTask({ case: cases.colleagues, visible: true }),
  };
  return {
    accounts: { parent, account, below, sibling, vendor, stranger },
    people,
    others,
    manager,
    projects: { project, sub, foreign: foreignProject, strange: strangeProject },
    tasks,
    cases,
    orders,
    caseTasks,
  };
}

/** A customer on a project with a task of its own, a visible one and a hidden one; a colleague who is not on it. */
export async function projectWorld({ given }: TestApp) {
  const account = await given.account();
  const [me, colleague] = [await given.contact(account), await given.contact(account)];
  const manager = await given.projectManager();
  const project = await given.project({ account, manager, contacts: [me] });
  const foreign = await given.project({ account, manager });
  const mine = await given.task({ project, visible: true, assignedTo: me });
  const seen = await given.task({ project, visible: true });
  const hidden = await given.task({ project, visible: false });
  return { account, me, colleague, manager, project, foreign, mine, seen, hidden };
}
