// Builds the program when its sources have changed since the last build, and costs next to nothing when they have not.
// `--force` builds in any case, from nothing.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const SOURCES = [
  'src',
  'libs',
  'ormconfig.ts',
  'tsconfig.json',
  'tsconfig.build.json',
  'nest-cli.json',
  'package.json',
  'package-lock.json',
];
const STAMP = 'dist/.build-stamp.json';
const ENTRY = 'dist/src/main.js';
const NEST = 'node_modules/@nestjs/cli/bin/nest.js';

const files = SOURCES.flatMap(list);
const now = { hash: hash(files), files: files.map((file) => file.path) };
const last = readStamp();

if (process.argv.includes('--force') || !existsSync(ENTRY) || last?.hash !== now.hash) build();

function build() {
  if (!existsSync(NEST)) {
    // An image or a package ships dist and leaves the build tools out.
    if (existsSync(ENTRY)) return;
    console.error('The program is not built, and the build tools are not installed. Run: npm ci --include=dev && npm run build');
    process.exit(1);
  }
  // The compiler neither removes the output of a source that has gone, nor writes anew what it believes to be there.
  const vanished = last?.files.some((path) => !now.files.includes(path)) ?? true;
  if (vanished || !existsSync(ENTRY) || process.argv.includes('--force')) rmSync('dist', { recursive: true, force: true });
  // Gone until the build has succeeded, so that a broken one is never taken for a finished one.
  rmSync(STAMP, { force: true });
  const { status } = spawnSync(process.execPath, [NEST, 'build'], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  mkdirSync('dist', { recursive: true });
  // The hash from before the build: what changed meanwhile is built the next time.
  writeFileSync(STAMP, JSON.stringify(now));
}

/**
 * Every file below a path that goes into the build, with what tells one version of it from another.
 * @param {string} path
 * @returns {{ path: string, version: string }[]}
 */
function list(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return [];
  if (found.isDirectory()) {
    return readdirSync(path)
      .sort()
      .flatMap((name) => list(join(path, name)));
  }
  return path.endsWith('.spec.ts') ? [] : [{ path, version: `${found.size} ${found.mtimeMs}` }];
}

/** @param {{ path: string, version: string }[]} files */
function hash(files) {
  const sum = createHash('sha256');
  for (const file of files) sum.update(`${file.path} ${file.version}\n`);
  return sum.digest('hex');
}

/** @returns {{ hash: string, files: string[] } | undefined} */
function readStamp() {
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8'));
  } catch {
    return undefined; // never built, or the last build failed
  }
}
