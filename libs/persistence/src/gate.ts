/**
 * Lets so many in at a time; the others wait in the order in which they came.
 * @param most how many are in at a time
 * @param mostWaiting how many may wait
 */
export class Gate {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly most: number,
    private readonly mostWaiting: number,
  ) {}

  /** @param full makes the error for whoever finds too many waiting */
  async pass<T>(work: () => Promise<T>, full: () => Error): Promise<T> {
    if (this.inside < this.most) this.inside += 1;
    else if (this.waiting.length >= this.mostWaiting) throw full();
    // Whoever leaves hands the place on.
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.inside -= 1;
    }
  }
}
