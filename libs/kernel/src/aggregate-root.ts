import type { DomainError } from './domain-error.js';
import type { DomainEvent } from './domain-event.js';

/** What every record has. */
export interface RecordState {
  readonly id: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Rises by one with every change; the base of ETag and If-Match. */
  readonly version: number;
}

const same = (a: unknown, b: unknown): boolean =>
  a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b || JSON.stringify(a) === JSON.stringify(b);

/**
 * A record with behaviour. It knows the state it was loaded with, so that only what really changed is written, audited
 * and shown in the activity stream; and it collects the events that its behaviour gave rise to.
 */
export abstract class AggregateRoot<S extends RecordState> {
  private current: S;
  private readonly loaded: S;
  private events: DomainEvent[] = [];

  constructor(
    state: S,
    /** True until the first save of a record that was just created. */
    readonly isNew = false,
  ) {
    this.loaded = state;
    this.current = state;
  }

  get id(): string {
    return this.current.id;
  }

  get state(): Readonly<S> {
    return this.current;
  }

  /** The state as it was loaded. */
  get before(): Readonly<S> {
    return this.loaded;
  }

  /** The fields whose value differs from the loaded one. */
  get changes(): Partial<S> {
    const changed: Partial<S> = {};
    for (const key of Object.keys(this.current) as (keyof S)[]) {
      if (!same(this.current[key], this.loaded[key])) changed[key] = this.current[key];
    }
    return changed;
  }

  /** Hands over the events recorded so far, once. */
  takeEvents(): DomainEvent[] {
    const taken = this.events;
    this.events = [];
    return taken;
  }

  protected change(changes: Partial<S>, ...events: DomainEvent[]): void {
    this.current = { ...this.current, ...changes };
    this.events.push(...events);
  }

  protected record(event: DomainEvent): void {
    this.events.push(event);
  }

  protected refuseUnless(allowed: boolean, error: DomainError): void {
    if (!allowed) throw error;
  }
}
