import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { anyOf, belongingTo, type MergedSource, mergedPage, type Page, type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { caseList, taskList } from '../portal.views.js';
import { offers } from '../portal-access.js';
import { OPEN_TASKS, WAITING_CASES } from './my-lists.js';

const KINDS = {
  solution_proposed: 'A solution waits for your answer',
  information_requested: 'Information is asked for',
  task_assigned: 'A task is assigned to you',
} as const;

/**
 * BR-178. What waits for the person: solutions to accept or reject, questions to answer, tasks to do. Nothing is kept of
 * it: a notification goes with what it is about.
 */
@Injectable()
export class Notifications {
  constructor(private readonly reader: RecordReader) {}

  /** What changed last comes first. */
  page(caller: Caller, query: RawQuery): Promise<Page> {
    return mergedPage(this.reader, caller, 'notifications', sourcesOf(caller), query);
  }
}

const sourcesOf = (caller: Caller): MergedSource[] => [
  ...(offers.cases(caller) ? [{ shape: caseList, scopes: [anyOf(caseList, 'state', WAITING_CASES)], toItem: ofCase }] : []),
  ...(offers.projectTasks(caller)
    ? [
        {
          shape: taskList,
          scopes: [belongingTo(taskList, 'assignedToId', caller.personId), anyOf(taskList, 'state', OPEN_TASKS)],
          toItem: ofTask,
        },
      ]
    : []),
];

const ofCase = (record: RecordJson): RecordJson =>
  notification(record.state === 'resolved' ? 'solution_proposed' : 'information_requested', 'case', record);

const ofTask = (record: RecordJson): RecordJson => notification('task_assigned', 'project_task', record);

const notification = (key: keyof typeof KINDS, type: string, { id, number, shortDescription, updatedAt }: RecordJson): RecordJson => ({
  key,
  label: KINDS[key],
  at: updatedAt,
  record: { type, id, number, name: shortDescription },
});
