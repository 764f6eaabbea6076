import { runCommandLine } from '../../src/cli/command-line.js';

/** What a command said, and how it ended. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The command line, in this process, on a database. */
export class CommandLine {
  constructor(
    private readonly url: string,
    private readonly env: Readonly<Record<string, string>> = {},
  ) {}

  async run(...argv: string[]): Promise<Said> {
    const said = { out: '', err: '' };
    const stream = (name: 'out' | 'err') => ({
      write: (text: string) => {
        said[name] += text;
      },
    });
    const env = { DATABASE_URL: this.url, JWT_SECRET: 'tests-only-0123456789-0123456789-0123456789', ...this.env };
    const code = await runCommandLine(argv, env, { out: stream('out'), err: stream('err') });
    return { code, ...said };
  }
}
