import { spawn } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const STOP_WITHIN_MS = 20_000;

// The shell starts the server and then reads its own standard input, a pipe that this process holds open. When the pipe closes,
// because stopGuarded() closes it or because this process has ended in any way (kill -9 and Ctrl-C included), the shell ends the
// server and deletes its folder. No signal handler could promise that.
const GUARD = 'home="$1"; shift; "$@" & server=$!; cat > /dev/null; kill "$server"; wait "$server"; rm -rf "$home"';

/**
 * Starts a server that ends together with this process, and takes its folder with it.
 * @param {string} home the folder
 * @param {string} logFile where it writes what it has to say
 * @param {string[]} command
 */
export function startGuarded(home, logFile, command) {
  const log = openSync(logFile, 'a');
  // Detached: a Ctrl-C in the terminal must reach this process only, the guard then follows in order.
  const guard = spawn('/bin/sh', ['-c', GUARD, 'sh', home, ...command], { stdio: ['pipe', log, log], detached: true });
  closeSync(log);
  guard.unref();
  return guard;
}

/**
 * Ends the server and deletes its folder.
 * @param {ReturnType<typeof startGuarded>} guard
 * @param {string} home
 */
export async function stopGuarded(guard, home) {
  if (guard.exitCode === null && guard.signalCode === null) {
    const ended = new Promise((resolve) => guard.once('exit', resolve));
    guard.ref();
    guard.stdin?.end();
    const late = await Promise.race([ended.then(() => false), sleep(STOP_WITHIN_MS, true, { ref: false })]);
    if (late) process.kill(-Number(guard.pid), 'SIGKILL');
  }
  rmSync(home, { recursive: true, force: true });
}
