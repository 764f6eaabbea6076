import type { RecordState } from '#libs/kernel';
import { date, decimal, instant, integer, longText, looseReference, optional, recordSchema, reference, text } from '#libs/persistence';
import type { ProjectState } from '../domain/project-state.js';

export const ProjectSchema = recordSchema<ProjectState>(
  'Project',
  'project',
  {
    number: text(40),
    name: text(200),
    accountId: reference('account'),
    parentId: optional(reference('project')),
    templateId: optional(looseReference()),
    description: optional(longText()),
    projectManagerId: optional(reference('person')),
    priority: integer(4),
    state: text(20),
    phase: text(20),
    status: optional(text(10)),
    calculation: text(10),
    approvedStart: optional(date()),
    approvedEnd: optional(date()),
    calendarId: optional(looseReference()),
    plannedStart: instant(),
    plannedEnd: optional(instant()),
    plannedDurationMinutes: integer(0),
    actualStart: optional(instant()),
    actualEnd: optional(instant()),
    actualDurationMinutes: optional(integer()),
    percentComplete: decimal(),
  },
  {
    unique: [['number']],
    index: [
      ['accountId', 'number', 'id'],
      ['parentId', 'number', 'id'],
      ['projectManagerId', 'number', 'id'],
      ['state', 'number', 'id'],
      ['phase', 'number', 'id'],
      ['status', 'number', 'id'],
      ['calendarId', 'number', 'id'],
      ['name', 'id'],
      ['plannedStart', 'id'],
      ['plannedEnd', 'id'],
      ['createdAt', 'id'],
      ['updatedAt', 'id'],
    ],
  },
);

/** A person of the customer or of its partner who may see the project (1.12). */
export interface ProjectContactState extends RecordState {
  readonly projectId: string;
  readonly contactId: string;
}
export const ProjectContactSchema = recordSchema<ProjectContactState>(
  'ProjectContact',
  'project_contact',
  { projectId: reference('project', 'CASCADE'), contactId: reference('person', 'CASCADE') },
  {
    unique: [['projectId', 'contactId']],
    index: [
      ['contactId', 'projectId'],
      ['projectId', 'createdAt', 'id'],
      ['projectId', 'updatedAt', 'id'],
    ],
    links: { project: { property: 'projectId', table: 'Project' } },
  },
);
