/** The one source of the present moment, so that a test can set it. Millisecond precision, UTC. */
export class Clock {
  now(): Date {
    return new Date();
  }
}

/** A clock that stands still until it is moved. For tests and for imports that write history. */
export class FixedClock extends Clock {
  constructor(private moment: Date) {
    super();
  }

  override now(): Date {
    return new Date(this.moment);
  }

  set(moment: Date): void {
    this.moment = moment;
  }
}
