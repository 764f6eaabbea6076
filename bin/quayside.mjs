#!/usr/bin/env node
// The command line of Quayside. In a checkout the program is built first, if a source has changed since the last build.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const build = fileURLToPath(new URL('../scripts/build-if-needed.mjs', import.meta.url));

if (existsSync(build)) {
  // A process of its own, since it works in the checkout's folder and file names on this command line are read from here;
  // and on standard error, since the output of a command may be piped into a file.
  const { status } = spawnSync(process.execPath, [build], { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(1);
}

await import('../dist/src/cli.js');
