import { Injectable } from '@nestjs/common';
import type { Caller } from '#libs/authorization';
import { type Choices, lookupParameters, type Payload } from '#libs/http';
import { Invalid, NotFound } from '#libs/kernel';
import { type RawQuery, type RecordJson, RecordReader } from '#libs/records';
import { CasesApi } from '../../cases/index.js';
import { ownAccount, reachOf } from '../../customers/index.js';
import { projectShape } from '../../projects/index.js';
import { projectTaskShape } from '../../tasks/index.js';
import type { CreateProjectCaseDto } from '../dto/project-case.dto.js';
import { accountName, taskList } from '../portal.views.js';
import { mayName, offers } from '../portal-access.js';

/** A field of the record producer. */
export interface ProducerField {
  readonly name: keyof CreateProjectCaseDto;
  readonly label: string;
  readonly visible: boolean;
  readonly mandatory: boolean;
  readonly value: unknown;
}

interface Prefilled {
  readonly project: unknown;
  readonly projectTask: unknown;
  readonly account: unknown;
}

const LOOKED_UP = ['account', 'contact', 'project', 'projectTask'] as const;
export type LookedUp = (typeof LOOKED_UP)[number];

/** Case > Create Project Case (section 4). */
@Injectable()
export class ProjectCaseProducer {
  constructor(
    private readonly reader: RecordReader,
    private readonly cases: CasesApi,
  ) {}

  /**
   * BR-057, BR-060, decision 39: the form, with what the project or task it is opened from fills in. Project and Project
   * Task stand in it for whoever sees a task.
   * @throws NotFound for whom there are no projects, and for a project or task that is hidden
   */
  async form(caller: Caller, raw: RawQuery): Promise<{ fields: ProducerField[] }> {
    requireOffered(caller);
    const { project, projectTask } = lookupParameters(raw, ['project', 'projectTask']);
    const filled = await this.prefill(caller, project, projectTask);
    const seesTasks = await this.seesTasks(caller);
    const accounts = new Set(reachOf(caller.actor).flatMap(({ values }) => values));
    const field = (name: ProducerField['name'], label: string, value: unknown, visible = true, mandatory = false): ProducerField => ({
      name,
      label,
      visible,
      mandatory,
      value,
    });
    return {
      fields: [
        field('projectId', 'Project', filled.project, seesTasks, seesTasks),
        field('projectTaskId', 'Project Task', filled.projectTask, seesTasks),
        field('accountId', 'Account', filled.account, accounts.size > 1),
        field(
          'contactId',
          'Contact',
          { id: caller.personId, name: caller.personName, kind: caller.actor.kind },
          mayName(caller, 'contactId'),
        ),
        field('priority', 'Priority', 4),
        field('shortDescription', 'Subject', null, true, true),
        field('description', 'Description', null),
      ],
    };
  }

  /**
   * BR-059, decision 21. Opens the case as the rules of cases say; where the form asks for the project, the project or one
   * of its tasks must be named.
   */
  async create(caller: Caller, payload: Payload<CreateProjectCaseDto>): Promise<RecordJson> {
    requireOffered(caller);
    const seesTasks = await this.seesTasks(caller);
    return this.cases.open(caller, {
      read: (writable) => {
        const body = payload.read(writable);
        if (seesTasks && !body.projectId && !body.projectTaskId) throw Invalid.field('projectId', 'required', 'projectId is required');
        return body;
      },
    });
  }

  /** At most 20 that the person may see and choose. @throws Invalid for a parameter that is no field of the form */
  async choices(caller: Caller, field: LookedUp, raw: RawQuery): Promise<Choices> {
    requireOffered(caller);
    lookupParameters(raw, LOOKED_UP);
    return this.cases.choices(caller, field, raw);
  }

  private async prefill(caller: Caller, project: string | undefined, projectTask: string | undefined): Promise<Prefilled> {
    if (projectTask !== undefined) {
      const task = await this.reader.one(caller, projectTaskShape, projectTask);
      const its = task.project as { id: string; number: string } | null;
      if (project !== undefined && project !== its?.id && project !== its?.number) throw new NotFound();
      return { project: its, projectTask: { id: task.id, number: task.number, name: task.shortDescription }, account: task.account };
    }
    if (project !== undefined) {
      const { id, number, name, account } = await this.reader.one(caller, projectShape, project);
      return { project: { id, number, name }, projectTask: null, account };
    }
    const [own] = ownAccount(caller.actor).values;
    if (!own) return { project: null, projectTask: null, account: null };
    const { id, number, name } = await this.reader.one(caller, accountName, own);
    return { project: null, projectTask: null, account: { id, number, name } };
  }

  private async seesTasks(caller: Caller): Promise<boolean> {
    if (!offers.projectTasks(caller)) return false;
    return (await this.reader.page(caller, taskList, { limit: '1' })).items.length > 0;
  }
}

/** Who has no part in projects, as a consumer, has no such form. */
function requireOffered(caller: Caller): void {
  if (!offers.projectCases(caller)) throw new NotFound();
}
