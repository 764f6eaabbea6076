import { touchAccess, touchEveryonesAccess } from '#libs/authorization';
import { DEFAULT_CALENDAR, newId, STANDARD_CALENDAR } from '#libs/kernel';
import type { Transaction } from '#libs/persistence';
import { Numbering } from '#libs/persistence';
import {
  AccessControlService,
  type ControlledTable,
  EXTERNAL_ROLES,
  WorkingCalendarSchema,
  type WorkingCalendarState,
} from '../../src/administration/index.js';
import { NO_REFERENCES } from '../../src/cases/domain/case-references.js';
import { CaseTask, type CaseTaskState } from '../../src/cases/domain/case-task.js';
import { ServiceCase } from '../../src/cases/domain/service-case.js';
import type { ServiceCaseState } from '../../src/cases/index.js';
import { CaseTaskSchema } from '../../src/cases/persistence/case-task.schema.js';
import { ServiceCaseSchema } from '../../src/cases/persistence/service-case.schema.js';
import { AccountSchema } from '../../src/customers/persistence/account.schema.js';
import {
  AccountRelationshipSchema,
  AccountRelationshipTypeSchema,
  AssetSchema,
  ContactRelationshipSchema,
} from '../../src/customers/persistence/customer.schemas.js';
import { WorkOrder } from '../../src/fsm-integration/domain/work-order.js';
import { isClosedOrder, type WorkOrderState } from '../../src/fsm-integration/domain/work-order-state.js';
import { WorkOrderSchema } from '../../src/fsm-integration/persistence/work-order.schema.js';
import { IdentityApi } from '../../src/identity/index.js';
import { GroupMemberSchema, GroupRoleSchema, GroupSchema } from '../../src/identity/persistence/person.schema.js';
import { RIDAC } from '../../src/projects/application/ridac-definitions.js';
import { Project } from '../../src/projects/domain/project.js';
import type { RidacKind, RidacState } from '../../src/projects/domain/ridac-state.js';
import { StatusReport, type StatusReportState } from '../../src/projects/domain/status-report.js';
import type { ProjectState } from '../../src/projects/index.js';
import { ProjectContactSchema, ProjectSchema } from '../../src/projects/persistence/project.schema.js';
import { StatusReportSchema } from '../../src/projects/persistence/status-report.schemas.js';
import type { BaselineState } from '../../src/tasks/domain/baseline.js';
import { ChecklistItem } from '../../src/tasks/domain/checklist-item.js';
import { wbsAt } from '../../src/tasks/domain/outline.js';
import { ProjectTask } from '../../src/tasks/domain/project-task.js';
import type { ProjectTaskState } from '../../src/tasks/domain/project-task-state.js';
import { type ProjectFields, ProjectTemplate, type ProjectTemplateState } from '../../src/tasks/domain/project-template.js';
import { TemplateTask, type TemplateTaskState } from '../../src/tasks/domain/template-task.js';
import { BaselineRepository } from '../../src/tasks/persistence/baseline.repository.js';
import { ProjectTaskSchema } from '../../src/tasks/persistence/project-task.schema.js';
import {
  ChecklistItemSchema,
  ProjectTemplateSchema,
  TemplateDependencySchema,
  TemplateTaskSchema,
} from '../../src/tasks/persistence/project-template.schema.js';
import type { Client } from './client.js';
import type { TestApp } from './test-app.js';

const ORIGIN = { personId: null, personName: 'Given', requestId: 'given' };
const CSM = 'sn_customerservice';

/** Somebody of a test's world, signed in. */
export interface Somebody {
  readonly id: string;
  readonly name: string;
  readonly api: Client;
}

/** Roles by the word the tests use. */
export const ROLE = {
  customer: [`${CSM}.customer`],
  customerCaseManager: [`${CSM}.customer_case_manager`],
  customerAdmin: [`${CSM}.customer_admin`],
  partner: [`${CSM}.partner`],
  partnerAdmin: [`${CSM}.partner_admin`],
  consumer: [`${CSM}.consumer`],
  projectManager: ['it_project_manager', `${CSM}.projectmanager`],
  agent: ['sn_customerservice_agent'],
  agentWithStakeholder: ['sn_customerservice_agent', `${CSM}.projectstakeholder`],
  agentManager: ['sn_customerservice_manager'],
  stakeholder: [`${CSM}.projectstakeholder`, `${CSM}.case_viewer`],
  admin: ['admin'],
} as const;

let counter = 0;

/** Builders of a test's world. They write rows directly, so that arranging costs little and asks no rule under test. */
export class Given {
  constructor(private readonly test: TestApp) {}

  private write<T>(work: (tx: Transaction<any>) => Promise<T>): Promise<T> {
    return this.test.unitOfWork.run(ORIGIN, work);
  }

  async account(
    options: { name?: string; customer?: boolean; partner?: boolean; parent?: { id: string; path: string } } = {},
  ): Promise<{ id: string; number: string; path: string; name: string }> {
    counter += 1;
    const { name = `Account ${counter}`, customer = true, partner = false, parent } = options;
    return this.write(async (tx) => {
      const number = await this.test.get(Numbering).next(tx, 'ACCT');
      const code = `c${Number(number.slice(4)).toString(36)}`;
      const path = parent ? `${parent.path}/${code}` : code;
      const row = {
        id: newId(),
        number,
        code,
        path,
        name,
        customer,
        partner,
        parentId: parent?.id ?? null,
        createdAt: tx.now,
        updatedAt: tx.now,
        version: 1,
      };
      await tx.insert(AccountSchema, row as never);
      await touchEveryonesAccess(tx);
      return row;
    });
  }

  /** A contact of an account, signed in. */
  async contact(
    account: { id: string },
    roles: readonly string[] = ROLE.customer,
    name = `Contact ${++counter}`,
  ): Promise<Somebody & { number: string }> {
    const person = await this.write(async (tx) => {
      const identity = this.test.get(IdentityApi);
      const number = await this.test.get(Numbering).next(tx, 'CNT');
      const added = await identity.addPerson(tx, 'contact', {
        ...names(name),
        number,
        accountId: account.id,
        email: `p${++counter}@example.org`,
        userName: `p${counter}`,
      });
      await identity.setRoles(tx, added, roles);
      return { ...added, number };
    });
    return { id: person.id, name: person.name, number: person.number, api: await this.test.as(person.id) };
  }

  async consumer(name = `Consumer ${++counter}`): Promise<Somebody> {
    const person = await this.write(async (tx) => {
      const identity = this.test.get(IdentityApi);
      const added = await identity.addPerson(tx, 'consumer', {
        ...names(name),
        number: await this.test.get(Numbering).next(tx, 'CSMR'),
        email: `p${++counter}@example.org`,
        userName: `p${counter}`,
      });
      await identity.setRoles(tx, added, ROLE.consumer);
      return added;
    });
    return { id: person.id, name: person.name, api: await this.test.as(person.id) };
  }

  /** An internal user, signed in. */
  async user(roles: readonly string[], name = `User ${++counter}`): Promise<Somebody> {
    const person = await this.write(async (tx) => {
      const identity = this.test.get(IdentityApi);
      const added = await identity.addPerson(tx, 'internal', {
        ...names(name),
        email: `u${++counter}@vendor.example`,
        userName: `u${counter}`,
      });
      await identity.setRoles(tx, added, roles);
      return added;
    });
    return { id: person.id, name: person.name, api: await this.test.as(person.id) };
  }

  admin(): Promise<Somebody> {
    return this.user(ROLE.admin, 'Ada Admin');
  }

  projectManager(): Promise<Somebody> {
    return this.user(ROLE.projectManager, 'Pat Manager');
  }

  /** A project of an account, Pending unless `state` says otherwise, with these persons as its contacts. */
  async project(options: {
    account: { id: string };
    manager?: { id: string };
    contacts?: readonly { id: string }[];
    parent?: { id: string };
    name?: string;
    with?: Partial<ProjectState>;
  }): Promise<ProjectState> {
    const { account, manager, contacts = [], parent, name = `Project ${++counter}` } = options;
    const project = await this.write(async (tx) => {
      const number = await this.test.get(Numbering).next(tx, 'PRJ');
      const origin = {
        id: newId(),
        number,
        now: tx.now,
        accountId: account.id,
        plannedStart: new Date('2026-03-02T08:00:00Z'),
        parent: null,
      };
      const { state } = Project.open(origin, { name, projectManagerId: manager?.id ?? null });
      const row: ProjectState = { ...state, parentId: parent?.id ?? null, ...options.with };
      await tx.insert(ProjectSchema, row);
      return row;
    });
    for (const contact of contacts) await this.projectContact(project, contact);
    return project;
  }

  /** The person is a contact of the project, whether eligible or not. */
  async projectContact(project: { id: string }, contact: { id: string }): Promise<void> {
    await this.write(async (tx) => {
      const record = { id: newId(), createdAt: tx.now, updatedAt: tx.now, version: 1 };
      await tx.insert(ProjectContactSchema, { ...record, projectId: project.id, contactId: contact.id });
      await touchAccess(tx, [contact.id]);
    });
  }

  /**
   * A task at the end of those below its parent, Pending and a day long unless `with` says otherwise. A parent becomes
   * one, but keeps its figures: rolling up is a rule under test.
   */
  async task(options: {
    project: { id: string; accountId: string; plannedStart: Date };
    parent?: { id: string; wbs: string };
    visible?: boolean;
    assignedTo?: { id: string };
    name?: string;
    with?: Partial<ProjectTaskState>;
  }): Promise<ProjectTaskState> {
    const { project, parent, visible = false, assignedTo, name = `Task ${++counter}` } = options;
    return this.write(async (tx) => {
      const number = await this.test.get(Numbering).next(tx, 'PRJTASK');
      const [{ siblings, last }] = (await tx.rows(
        `SELECT COUNT(CASE WHEN ${parent ? 'parent_id = ?' : 'parent_id IS NULL'} THEN 1 END) AS siblings, COALESCE(MAX(wbs_order), 0) AS last FROM project_task WHERE project_id = ?`,
        [...(parent ? [parent.id] : []), project.id],
      )) as [{ siblings: number; last: number }];
      const position = Number(siblings);
      const wbs = wbsAt(parent?.wbs ?? null, position);
      const place = { parentId: parent?.id ?? null, position, wbs, wbsOrder: Number(last) + 1 };
      const { state } = ProjectTask.add({ id: newId(), number, now: tx.now, project, place }, { shortDescription: name });
      const plannedEnd = DEFAULT_CALENDAR.addMinutes(state.plannedStart, state.plannedDurationMinutes);
      const assignment = { visibleToCustomer: visible, assignedToId: assignedTo?.id ?? null };
      const row: ProjectTaskState = { ...state, plannedEnd, ...assignment, ...options.with };
      await tx.insert(ProjectTaskSchema, row);
      if (parent) await tx.run('UPDATE project_task SET is_parent = 1 WHERE id = ?', [parent.id]);
      return row;
    });
  }

  /** A baseline of a project with its tasks as they stand. */
  async baseline(project: ProjectState, name = `Baseline ${++counter}`): Promise<BaselineState> {
    return this.write(async (tx) => {
      const record = { id: newId(), createdAt: tx.now, updatedAt: tx.now, version: 1 };
      const { id: projectId, plannedStart, plannedEnd, plannedDurationMinutes } = project;
      const dates = { plannedStart, plannedEnd, plannedDurationMinutes };
      const row: BaselineState = { ...record, projectId, name, createdById: null, ...dates, taskCount: 0 };
      const baselines = this.test.get(BaselineRepository);
      await baselines.add(tx, row);
      await baselines.takeTasks(tx, row);
      return row;
    });
  }

  /** A risk, issue, decision, action or change request of a project, as a new one is but for what `with` says. */
  async ridac(kind: RidacKind, options: { project: { id: string }; name?: string; with?: Record<string, unknown> }): Promise<RidacState> {
    const { project, name = `${kind} ${++counter}` } = options;
    const { prefix, schema, open } = RIDAC[kind];
    return this.write(async (tx) => {
      const number = await this.test.get(Numbering).next(tx, prefix);
      const { state } = open({ id: newId(), number, now: tx.now, projectId: project.id, openedById: null }, { shortDescription: name });
      const row = { ...(state as RidacState), ...options.with };
      await tx.insert(schema, row);
      return row;
    });
  }

  /** A green status report without lines. */
  async statusReport(options: { project: ProjectState; asOn?: string; with?: Partial<StatusReportState> }): Promise<StatusReportState> {
    return this.write(async (tx) => {
      const number = await this.test.get(Numbering).next(tx, 'PRJSTAT');
      const origin = { id: newId(), number, now: tx.now, createdById: null };
      const { state } = StatusReport.of(new Project(options.project), origin, options.asOn ?? '2026-03-02', { overallHealth: 'green' });
      const row = { ...state, ...options.with };
      await tx.insert(StatusReportSchema, row);
      return row;
    });
  }

  /** Switches an access control, for all external roles unless others are named. */
  async accessControl(table: ControlledTable, enabled: boolean, ...roles: readonly string[]): Promise<void> {
    const controls = (roles.length ? roles : EXTERNAL_ROLES).map((role) => ({ table, role, operation: 'read' as const, enabled }));
    await this.test.get(AccessControlService).set(ORIGIN, controls);
  }

  /** A calendar with the standard times, unless said otherwise. */
  async calendar(options: Partial<WorkingCalendarState> = {}): Promise<WorkingCalendarState> {
    return this.write(async (tx) => {
      const record = { id: newId(), createdAt: tx.now, updatedAt: tx.now, version: 1, imported: false };
      const row: WorkingCalendarState = { ...STANDARD_CALENDAR, ...record, name: `Calendar ${++counter}`, ...options };
      await tx.insert(WorkingCalendarSchema, row);
      return row;
    });
  }

  /** A template without tasks. */
  async template(options: { owner: { id: string }; name?: string; fields?: Partial<ProjectFields> }): Promise<ProjectTemplateState> {
    const { owner, name = `Template ${++counter}`, fields = {} } = options;
    return this.write(async (tx) => {
      const { state } = ProjectTemplate.add({ id: newId(), ownerId: owner.id, now: tx.now }, { name, fields });
      await tx.insert(ProjectTemplateSchema, state);
      return state;
    });
  }

  /** A task at the end of those below its parent, a day long, with the start of the project unless `with` says otherwise. */
  async templateTask(options: {
    template: { id: string };
    parent?: { id: string; wbs: string };
    name?: string;
    with?: Partial<TemplateTaskState>;
  }): Promise<TemplateTaskState> {
    const { template, parent, name = `Task ${++counter}` } = options;
    return this.write(async (tx) => {
      const rows = await tx.rows<{ parent_id: string | null }>('SELECT parent_id FROM template_task WHERE template_id = ?', [template.id]);
      const position = rows.filter(({ parent_id }) => parent_id === (parent?.id ?? null)).length;
      const place = { parentId: parent?.id ?? null, position, wbs: wbsAt(parent?.wbs ?? null, position), wbsOrder: rows.length + 1 };
      const { state } = TemplateTask.add({ id: newId(), templateId: template.id, now: tx.now }, { shortDescription: name });
      const row: TemplateTaskState = { ...state, ...place, ...options.with };
      await tx.insert(TemplateTaskSchema, row);
      return row;
    });
  }

  /** One task of a template waits for another, finish to start. */
  async templateDependency(predecessor: TemplateTaskState, successor: TemplateTaskState): Promise<void> {
    await this.write(async (tx) => {
      const record = { id: newId(), createdAt: tx.now, updatedAt: tx.now, version: 1 };
      const ends = { predecessorId: predecessor.id, successorId: successor.id };
      const lag = { lagMinutes: 0, lagElapsedMinutes: null, lagPercent: null };
      await tx.insert(TemplateDependencySchema, { ...record, templateId: predecessor.templateId, ...ends, type: 'fs', ...lag });
    });
  }

  /** The checklist of a task of a project or of a template. */
  async checklist(owner: { id: string; projectId: string } | { id: string; templateId: string }, ...texts: string[]): Promise<void> {
    await this.write(async (tx) => {
      const ids = 'projectId' in owner ? { taskId: owner.id, templateTaskId: null } : { taskId: null, templateTaskId: owner.id };
      const items = texts.map((text, position) => ChecklistItem.add(newId(), ids, { position, text }, tx.now).state);
      await tx.insert(ChecklistItemSchema, ...items);
    });
  }

  /** A group of internal users, with these roles. */
  async group(members: readonly { id: string }[], roles: readonly string[] = []): Promise<{ id: string; name: string }> {
    return this.write(async (tx) => {
      const group = { id: newId(), name: `Group ${++counter}` };
      await tx.insert(GroupSchema, { ...group, createdAt: tx.now, updatedAt: tx.now, version: 1, managerId: null });
      await tx.insert(GroupMemberSchema, ...members.map(({ id }) => ({ groupId: group.id, personId: id })));
      await tx.insert(GroupRoleSchema, ...roles.map((role) => ({ groupId: group.id, role })));
      await touchAccess(
        tx,
        members.map(({ id }) => id),
      );
      return group;
    });
  }

  /** A case in any state, with what it refers to as given; `openedBy` is its contact or consumer unless said otherwise. */
  async case(options: {
    account?: { id: string };
    contact?: { id: string };
    consumer?: { id: string };
    partner?: { id: string };
    partnerContact?: { id: string };
    project?: { id: string };
    task?: { id: string; projectId: string };
    openedBy?: { id: string };
    assignedTo?: { id: string };
    state?: ServiceCaseState['state'];
    with?: Partial<ServiceCaseState>;
  }): Promise<ServiceCaseState> {
    const { account, contact, consumer, partner, partnerContact, project, task, assignedTo, state = 'new' } = options;
    return this.write(async (tx) => {
      const number = await this.test.get(Numbering).next(tx, 'CS');
      const opened = ServiceCase.open(
        { id: newId(), number },
        { shortDescription: `Case ${++counter}`, assignedToId: assignedTo?.id ?? null },
        {
          ...NO_REFERENCES,
          accountId: account?.id ?? null,
          contactId: contact?.id ?? null,
          consumerId: consumer?.id ?? null,
          partnerId: partner?.id ?? null,
          partnerContactId: partnerContact?.id ?? null,
          projectId: project?.id ?? task?.projectId ?? null,
          projectTaskId: task?.id ?? null,
        },
        { personId: '', now: tx.now },
      );
      const openedById = (options.openedBy ?? contact ?? consumer)?.id ?? null;
      const row: ServiceCaseState = { ...opened.state, state, openedById, ...options.with };
      await tx.insert(ServiceCaseSchema, row);
      return row;
    });
  }

  /** An open task of a case, not for the customer to see unless said otherwise. */
  async caseTask(options: {
    case: { id: string };
    visible?: boolean;
    assignedTo?: { id: string };
    with?: Partial<CaseTaskState>;
  }): Promise<CaseTaskState> {
    const { visible: visibleToCustomer = false, assignedTo } = options;
    return this.write(async (tx) => {
      const identity = { id: newId(), number: await this.test.get(Numbering).next(tx, 'CSTASK'), caseId: options.case.id };
      const details = { shortDescription: `Task ${++counter}`, visibleToCustomer, assignedToId: assignedTo?.id ?? null };
      const row: CaseTaskState = { ...CaseTask.add(identity, details, tx.now).state, ...options.with };
      await tx.insert(CaseTaskSchema, row);
      return row;
    });
  }

  /** A work order with what its case says, if one is given, in any state; opened by nobody unless said otherwise. */
  async workOrder(
    options: { case?: ServiceCaseState; openedBy?: { id: string }; state?: WorkOrderState['state']; with?: Partial<WorkOrderState> } = {},
  ): Promise<WorkOrderState> {
    const { case: source, openedBy, state = 'draft' } = options;
    return this.write(async (tx) => {
      const identity = { id: newId(), number: await this.test.get(Numbering).next(tx, 'WO') };
      const by = { personId: '', now: tx.now };
      const order = source ? WorkOrder.fromCase(identity, source, by) : WorkOrder.draft(identity, `Order ${++counter}`, by);
      const active = !isClosedOrder(state);
      const row: WorkOrderState = { ...order.state, state, active, openedById: openedBy?.id ?? null, ...options.with };
      await tx.insert(WorkOrderSchema, row);
      return row;
    });
  }

  /** The contact acts for a further account. */
  async contactRelationship(contact: { id: string }, account: { id: string }): Promise<void> {
    await this.write(async (tx) => {
      await tx.insert(ContactRelationshipSchema, {
        id: newId(),
        createdAt: tx.now,
        updatedAt: tx.now,
        version: 1,
        accountId: account.id,
        contactId: contact.id,
        responsibility: null,
      });
      await touchAccess(tx, [contact.id]);
    });
  }

  /** `partner` serves `customer`: both directions of an account relationship. */
  async partnership(partner: { id: string }, customer: { id: string }): Promise<{ id: string; mirrorId: string }> {
    return this.write(async (tx) => {
      const record = { createdAt: tx.now, updatedAt: tx.now, version: 1 };
      const typeId = newId();
      const [there, back] = [newId(), newId()];
      const labels = { label: 'Partner of', reverseLabel: 'Customer of' };
      await tx.insert(AccountRelationshipTypeSchema, {
        id: typeId,
        ...record,
        ...labels,
        name: `Partner of ${++counter}`,
        fromSide: 'partner',
        toSide: 'account',
        active: true,
      });
      const ends = { fromAccountId: partner.id, toAccountId: customer.id };
      const mirrored = { fromAccountId: customer.id, toAccountId: partner.id, label: 'Customer of', reverseLabel: 'Partner of' };
      await tx.insert(
        AccountRelationshipSchema,
        { id: there, ...record, ...ends, ...labels, typeId, mirrorId: back, mirror: false, fromIsPartner: true },
        { id: back, ...record, ...mirrored, typeId, mirrorId: there, mirror: true, fromIsPartner: false },
      );
      await touchEveryonesAccess(tx);
      return { id: there, mirrorId: back };
    });
  }

  async asset(account: { id: string } | null = null, name = `Asset ${++counter}`): Promise<{ id: string; assetTag: string; name: string }> {
    return this.write(async (tx) => {
      const fields = { assetTag: `P${++counter}`, name, serialNumber: null, accountId: account?.id ?? null, location: null };
      const row = { id: newId(), createdAt: tx.now, updatedAt: tx.now, version: 1, ...fields };
      await tx.insert(AssetSchema, row);
      return row;
    });
  }
}

const names = (name: string) => {
  const [firstName, ...rest] = name.split(' ');
  return { firstName: firstName!, lastName: rest.join(' ') || 'Person' };
};
