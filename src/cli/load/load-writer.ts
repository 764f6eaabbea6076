import { Numbering, type NumberPrefix, type UnitOfWork } from '#libs/persistence';
import type { Maker } from '../records/record-batch.js';
import { RecordBatch } from '../records/record-batch.js';
import type { Progress } from '../terminal.js';
import { Chance, Words } from './chance.js';
import type { LoadSizes } from './load-sizes.js';

const ROWS_A_TRANSACTION = 20_000;
const NUMBERS_AT_A_TIME = 1_000;

/** Gathers generated records and writes them in transactions of some thousand rows, so that any amount needs little memory. */
export class LoadWriter {
  readonly batch: RecordBatch;
  readonly chance: Chance;
  readonly words: Words;
  private readonly numbers = new Map<NumberPrefix, string[]>();
  private done = 0;

  constructor(
    readonly sizes: LoadSizes,
    private readonly maker: Maker,
    private readonly unitOfWork: UnitOfWork,
    private readonly numbering: Numbering,
    private readonly progress: Progress,
  ) {
    this.batch = new RecordBatch(maker);
    this.chance = new Chance(sizes.seed);
    this.words = new Words(this.chance);
  }

  async number(prefix: NumberPrefix): Promise<string> {
    let stock = this.numbers.get(prefix);
    if (!stock?.length) {
      stock = await this.unitOfWork.run(this.maker, (tx) => this.numbering.take(tx, prefix, NUMBERS_AT_A_TIME));
      this.numbers.set(prefix, stock.reverse());
    }
    return stock.pop()!;
  }

  /** Call it after each record, when all it refers to has been added: writes what has gathered, when that is enough. */
  async step(records: number): Promise<void> {
    this.done += records;
    if (this.batch.size < ROWS_A_TRANSACTION) return;
    await this.flush();
    this.progress.at(this.done);
  }

  async flush(): Promise<void> {
    await this.unitOfWork.run(this.maker, (tx) => this.batch.write(tx));
    this.batch.clear();
  }
}
