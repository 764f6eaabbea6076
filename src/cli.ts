import { runCommandLine } from './cli/command-line.js';

// Not process.exit(): `start` goes on running, and what was written to a pipe has to get there.
process.exitCode = await runCommandLine(process.argv.slice(2), process.env, { out: process.stdout, err: process.stderr });
