import type { App } from '../app.js';
import type { Settings } from '../settings.js';
import { administratorOf, ensureAdministrator } from './administrator.js';
import { loadDemo } from './demo/load-demo.js';
import { Program } from './program.js';

/**
 * Creates the administrator, and the demo where it is wanted, on a database that is still empty.
 * @returns what has to be printed once the program listens: the passwords, which nobody is told again
 */
export async function firstStart({ nest }: App, settings: Settings): Promise<string[]> {
  const news: string[] = [];
  const program = new Program(nest, settings);
  const empty = await ensureAdministrator(program, (line) => news.push(line));
  if (empty && settings.demo) news.push(...(await loadDemo(program, await administratorOf(program))));
  return news;
}
