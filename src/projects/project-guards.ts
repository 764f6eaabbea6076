import { Injectable } from '@nestjs/common';
import type { Connection, Transaction } from '#libs/persistence';
import { unknownReference } from '#libs/records';

/** Throws a Conflict when something of its context stands against it. */
export type ProjectGuard = (tx: Transaction<any>, projectId: string) => Promise<void>;
export type ProjectContactGuard = (tx: Transaction<any>, projectId: string, contactId: string) => Promise<void>;
/** Answers whether a project has tasks. */
export type TaskQuestion = (connection: Connection, projectId: string) => Promise<boolean>;
/**
 * Gives a project that was just created what a template holds. The transaction's origin is the caller.
 * @param said the fields that were said of the project itself; the template does not overrule them
 */
export type TemplateApplier = (tx: Transaction<any>, projectId: string, templateKey: string, said: ReadonlySet<string>) => Promise<void>;

/**
 * What contexts further right say about a project before it changes. They register as they start; the project is locked
 * while they are asked, so what they find stays true until the change is written.
 */
@Injectable()
export class ProjectGuards {
  private readonly account: ProjectGuard[] = [];
  private readonly deletion: ProjectGuard[] = [];
  private readonly contact: ProjectContactGuard[] = [];
  private taskQuestion: TaskQuestion = async () => false;
  private templates: TemplateApplier = async () => {
    throw unknownReference('templateId');
  };

  /** Decision 16: refuses another account while there are external assignees, cases. */
  beforeAccountChange(guard: ProjectGuard): void {
    this.account.push(guard);
  }

  /** Matrix 2.2: refuses to delete a project that has cases. Its tasks go with it, on `projects.project-deleted`. */
  beforeDeletion(guard: ProjectGuard): void {
    this.deletion.push(guard);
  }

  /** Decision 3: refuses to remove a contact who has open tasks, naming them. */
  beforeContactRemoval(guard: ProjectContactGuard): void {
    this.contact.push(guard);
  }

  /** BR-102: whether a project's figures are those of its tasks. One answer only. */
  answerHasTasks(answer: TaskQuestion): void {
    this.taskQuestion = answer;
  }

  /** Decision 18: fills a new project from a template; refuses (422) one that the caller may not use. */
  applyTemplatesBy(applier: TemplateApplier): void {
    this.templates = applier;
  }

  applyTemplate(tx: Transaction<any>, projectId: string, templateKey: string, said: ReadonlySet<string>): Promise<void> {
    return this.templates(tx, projectId, templateKey, said);
  }

  hasTasks(connection: Connection, projectId: string): Promise<boolean> {
    return this.taskQuestion(connection, projectId);
  }

  async checkAccountChange(tx: Transaction<any>, projectId: string): Promise<void> {
    for (const guard of this.account) await guard(tx, projectId);
  }

  async checkDeletion(tx: Transaction<any>, projectId: string): Promise<void> {
    for (const guard of this.deletion) await guard(tx, projectId);
  }

  async checkContactRemoval(tx: Transaction<any>, projectId: string, contactId: string): Promise<void> {
    for (const guard of this.contact) await guard(tx, projectId, contactId);
  }
}
