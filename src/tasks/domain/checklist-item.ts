import { AggregateRoot, type RecordState } from '#libs/kernel';

/** Whose checklist a line belongs to: a task of a project, or one of a template. One of the two is set. */
export interface ChecklistOwnerIds {
  readonly taskId: string | null;
  readonly templateTaskId: string | null;
}

/** One line of a checklist (1.9): a step that is done or not. */
export interface ChecklistItemState extends RecordState, ChecklistOwnerIds {
  /** From 0. */
  readonly position: number;
  readonly text: string;
  readonly done: boolean;
  readonly doneAt: Date | null;
  readonly doneById: string | null;
}

export class ChecklistItem extends AggregateRoot<ChecklistItemState> {
  static add(id: string, owner: ChecklistOwnerIds, line: { readonly position: number; readonly text: string }, now: Date): ChecklistItem {
    const record = { id, createdAt: now, updatedAt: now, version: 1 };
    return new ChecklistItem({ ...record, ...owner, ...line, done: false, doneAt: null, doneById: null }, true);
  }

  write(text: string): void {
    this.change({ text });
  }

  /** Who did it and when is kept until it is taken back. */
  tick(done: boolean, byId: string, now: Date): void {
    if (done !== this.state.done) this.change({ done, doneAt: done ? now : null, doneById: done ? byId : null });
  }

  moveTo(position: number): void {
    this.change({ position });
  }
}
