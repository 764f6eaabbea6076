import { Database } from '#libs/persistence';
import type { Answer } from '../support/client.js';
import type { TestApp } from '../support/test-app.js';

/** They open and end a transaction: one round trip each, but no work. */
const BOUNDARY = /^(START TRANSACTION|BEGIN|COMMIT|ROLLBACK)/;

/** What a request cost, without the statements that open and end its transaction. */
export interface Cost {
  readonly answer: Answer;
  readonly statements: string[];
}

/** Tells which statements a request sends. */
export class StatementCounter {
  constructor(private readonly test: TestApp) {}

  async of(request: () => Promise<Answer>): Promise<Cost> {
    const statements: string[] = [];
    const stop = this.test.get(Database).onStatement((sql) => void (BOUNDARY.test(sql) || statements.push(sql)));
    try {
      return { answer: await request(), statements };
    } finally {
      stop();
    }
  }
}
