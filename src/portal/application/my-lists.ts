import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { NotFound } from '#libs/kernel';
import {
  anyOf,
  asValue,
  badParameter,
  belongingTo,
  type Page,
  type RawQuery,
  RecordReader,
  type RecordShape,
  type Scope,
  single,
} from '#libs/records';
import { ACTIVE_STATES, FINAL_STATES, tasksOfSeenCases } from '../../cases/index.js';
import { CLOSED_TASK_STATES, TASK_STATES } from '../../tasks/index.js';
import type { Labelled } from '../labelled.js';
import { ACCOUNT_COLUMN, COLUMNS, caseList, caseTaskList, taskList, workOrderList } from '../portal.views.js';
import { offers } from '../portal-access.js';

type Tab = 'open' | 'closed';

/** One of the lists that a person keeps at hand (section 4). */
interface MyList {
  readonly key: string;
  readonly label: string;
  readonly shape: RecordShape;
  offered(caller: Caller): boolean;
  columns(caller: Caller): readonly Labelled[];
  /** What belongs to the tab, among what the person sees: open ones are seldom few. */
  tab(tab: Tab): Scope;
  /** What leads to the rows, where the rules do not. */
  of?(caller: Caller): readonly Scope[];
}

const OPEN_CASES = [...ACTIVE_STATES, 'resolved'];
/** The customer is to do something: to answer, or to accept or reject. */
export const WAITING_CASES = ['awaiting_info', 'resolved'];
export const OPEN_TASKS = TASK_STATES.filter((state) => !(CLOSED_TASK_STATES as readonly string[]).includes(state));

const caseColumns = ({ actor }: Caller): readonly Labelled[] =>
  actor.personas.has('partner') ? [...COLUMNS.cases, ACCOUNT_COLUMN] : COLUMNS.cases;

const LISTS: readonly MyList[] = [
  {
    key: 'all_cases',
    label: 'All Cases',
    shape: caseList,
    offered: offers.cases,
    columns: caseColumns,
    tab: (tab) => anyOf(caseList, 'state', tab === 'open' ? OPEN_CASES : FINAL_STATES),
  },
  {
    key: 'action_needed',
    label: 'Action Needed',
    shape: caseList,
    offered: offers.cases,
    columns: caseColumns,
    // What needs an action is open: the other tab is empty.
    tab: (tab) => anyOf(caseList, 'state', tab === 'open' ? WAITING_CASES : []),
  },
  {
    key: 'my_project_tasks',
    label: 'My Project Tasks',
    shape: taskList,
    offered: offers.projectTasks,
    columns: () => COLUMNS.projectTasks,
    of: ({ personId }) => [belongingTo(taskList, 'assignedToId', personId)],
    tab: (tab) => anyOf(taskList, 'state', tab === 'open' ? OPEN_TASKS : CLOSED_TASK_STATES),
  },
  {
    key: 'work_orders',
    label: 'Work Orders',
    shape: workOrderList,
    offered: offers.workOrders,
    columns: () => COLUMNS.workOrders,
    tab: (tab) => belongingTo(workOrderList, 'active', tab === 'open' ? 1 : 0),
  },
  {
    key: 'my_case_tasks',
    label: 'My Case Tasks',
    shape: caseTaskList,
    offered: offers.caseTasks,
    columns: () => COLUMNS.caseTasks,
    of: tasksOfSeenCases,
    // Its states are called as the tabs are.
    tab: (tab) => belongingTo(caseTaskList, 'state', tab),
  },
];

/** Whether the person has any of My Lists. */
export const hasLists = (caller: Caller): boolean => LISTS.some((list) => list.offered(caller));

/** A list of the person's with how many rows are open. */
export interface MyListSummary {
  readonly key: string;
  readonly label: string;
  readonly open: number;
}

/** The columns of a list and one page of it. */
export interface MyListPage extends Page {
  readonly columns: readonly Labelled[];
}

/** My Lists: what concerns a person, counted and listed from the rows that the person sees (decision 14). */
@Injectable()
export class MyLists {
  constructor(private readonly reader: RecordReader) {}

  /** The lists that the person has; all counts in one statement. */
  async summaries(caller: Caller): Promise<MyListSummary[]> {
    const lists = LISTS.filter((list) => list.offered(caller));
    const open = await this.reader.counts(
      caller,
      lists.map((list) => ({ shape: list.shape, ...rowsOf(list, 'open', caller) })),
    );
    return lists.map(({ key, label }, i) => ({ key, label, open: open[i]! }));
  }

  /** @throws NotFound for a list that the person does not have */
  async page(caller: Caller, key: string, raw: RawQuery): Promise<MyListPage> {
    const list = LISTS.find((one) => one.key === key);
    if (!list?.offered(caller)) throw new NotFound();
    const { tab, ...query } = raw;
    const page = await this.reader.page(caller, list.shape, query, ...rowsOf(list, tabOf(tab), caller).scopes);
    return { columns: list.columns(caller), ...page };
  }
}

/** The rows of a tab: found by whom they belong to, where that is known, and else by the tab. */
function rowsOf(list: MyList, tab: Tab, caller: Caller): { scopes: Scope[]; led: boolean } {
  const of = list.of?.(caller) ?? [];
  const few = of.length > 0 || caller.ability.narrows('read', list.shape.subject);
  return { scopes: [...of, few ? asValue(list.tab(tab)) : list.tab(tab)], led: of.length > 0 };
}

function tabOf(given: unknown): Tab {
  if (given === undefined) return 'open';
  const tab = single('tab', given);
  if (tab !== 'open' && tab !== 'closed') throw badParameter('tab', 'must be open or closed');
  return tab;
}
