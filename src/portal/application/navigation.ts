import type { Caller } from '#libs/authorization';
import { contactProjects } from '../../projects/index.js';
import { offers } from '../portal-access.js';
import { hasLists } from './my-lists.js';

interface Entry {
  readonly key: string;
  readonly label: string;
}

/** A menu of the portal's header. */
export interface Menu extends Entry {
  readonly items: readonly Entry[];
}

/** Section 4: the menus of the header with the items that this person has. A menu that only leads to items goes with them. */
export function navigationOf(caller: Caller): { readonly header: readonly Menu[] } {
  const entry = (shown: boolean, key: string, label: string): Entry[] => (shown ? [{ key, label }] : []);
  const cases = [
    ...entry(offers.cases(caller), 'all_cases', 'All Cases'),
    // Decision 39: where the person sees a project.
    ...entry(offers.projectCases(caller) && contactProjects(caller.actor).size > 0, 'create_project_case', 'Create Project Case'),
  ];
  const support = [
    ...entry(offers.projects(caller), 'projects', 'Projects'),
    ...entry(offers.projectTasks(caller), 'project_tasks', 'Project Tasks'),
    ...entry(offers.workOrders(caller), 'work_orders', 'Work Orders'),
    ...entry(offers.appointments(caller), 'appointments', 'Appointments'),
    ...entry(offers.contacts(caller), 'contacts', 'Contacts'),
  ];
  const leaf = (of: Entry): Menu => ({ ...of, items: [] });
  const menu = (key: string, label: string, items: readonly Entry[]): Menu[] => (items.length ? [{ key, label, items }] : []);
  return {
    header: [
      ...entry(hasLists(caller), 'my_lists', 'My Lists').map(leaf),
      ...menu('case', 'Case', cases),
      ...menu('support', 'Support', support),
      ...entry(offers.cases(caller) || offers.projectTasks(caller), 'notifications', 'Notifications').map(leaf),
      leaf({ key: 'profile', label: 'Profile' }),
    ],
  };
}
