/** A stream that text goes to; a terminal's says so. */
export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** Results go to `out`, everything else to `err`, so that the output of a command can be piped. */
export interface Terminal {
  readonly out: Stream;
  readonly err: Stream;
}

const DRAW_MS = 100;
const LINE_MS = 10_000;
const BAR_WIDTH = 30;

/** Shows how far long work has come: a bar on a terminal, elsewhere one line every ten seconds. */
export class Progress {
  private shownAt = Date.now();
  private drawn = false;

  constructor(
    private readonly stream: Stream,
    private readonly label: string,
    private readonly total: number,
  ) {}

  /** Call it as often as is handy; it writes seldom. */
  at(done: number): void {
    const now = Date.now();
    if (now - this.shownAt < (this.stream.isTTY ? DRAW_MS : LINE_MS)) return;
    this.shownAt = now;
    if (this.stream.isTTY) this.draw(done);
    else this.stream.write(`${this.label}: ${done} of ${this.total}\n`);
  }

  /** Takes the bar away. */
  end(): void {
    if (this.drawn) this.stream.write('\r\u001b[2K');
    this.drawn = false;
  }

  private draw(done: number): void {
    const share = this.total === 0 ? 1 : Math.min(1, done / this.total);
    const full = Math.round(share * BAR_WIDTH);
    const bar = `${'#'.repeat(full)}${'.'.repeat(BAR_WIDTH - full)}`;
    this.stream.write(`\r\u001b[2K${this.label} [${bar}] ${String(Math.floor(share * 100)).padStart(3)} %`);
    this.drawn = true;
  }
}
