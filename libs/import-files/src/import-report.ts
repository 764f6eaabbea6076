import type { RefusalReport } from './refusal-report.js';

/** How a file is imported. */
export interface ImportOptions {
  /** Takes the good rows and lists the others; otherwise one refused row stops the whole file. */
  readonly skipRefused?: boolean;
  /** Writes nothing, and reports the same. */
  readonly dryRun?: boolean;
  /** Told now and then how far the work has come. */
  readonly progress?: (done: number, total: number) => void;
}

/** What became of a file. */
export interface ImportReport {
  /** What was imported, in words: "16612 cases with 98373 events". */
  readonly imported: string;
  readonly refused: RefusalReport;
  /** What was left out or read otherwise, one line each, `FILE:LINE: TEXT`. */
  readonly notes: readonly string[];
}
