import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import rules from '../../.dependency-cruiser.cjs';
import { violations } from './dependency-cruiser.js';
import { allowed, forbidden, withPlantedFiles } from './planted-files.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

// Folders of src/ that put contexts together and are none themselves.
const notContexts = ['cli', 'migrations'];
const folders = readdirSync(`${root}/src`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !notContexts.includes(entry.name))
  .map((entry) => entry.name);
const onTheMap = [...readFileSync(`${root}/docs/context-map.md`, 'utf8').matchAll(/^\| `([a-z-]+)` \|/gm)].map((row) => row[1]!);

describe('the context map', () => {
  it('names every folder of src/, and nothing that is not there', () => {
    expect([...onTheMap].sort()).toEqual([...folders].sort());
  });

  it('gives the contexts in the order that the import rules enforce', () => {
    const upstream = rules.forbidden.map((rule) => rule.name).filter((name) => name.endsWith('-is-upstream'));
    expect(onTheMap.slice(0, -1).map((context) => `${context}-is-upstream`)).toEqual(upstream);
  });

  it.each(folders)('%s has one door, its index.ts', (context) => {
    expect(existsSync(`${root}/src/${context}/index.ts`)).toBe(true);
  });

  it('portal has no tables of its own', () => {
    expect(existsSync(`${root}/src/portal/persistence`)).toBe(false);
  });
});

describe('the import rules', () => {
  it('hold in the whole program', async () => {
    expect(await violations(root, ['src', 'libs', 'ormconfig.ts'])).toEqual([]);
  });

  // A rule that never fires looks the same as a rule that is kept. So break each of them once, elsewhere.
  it('find a planted violation of every rule, and leave what is allowed alone', async () => {
    const found = await withPlantedFiles((folder) => violations(folder, ['src', 'libs']));
    const missed = forbidden.filter(({ rule, file }) => !found.some((violation) => violation.rule === rule && violation.from === file));
    expect(missed).toEqual([]);
    expect(found.filter(({ from }) => allowed.some(({ file }) => file === from))).toEqual([]);
  });

  it('are all planted against', () => {
    const planted = new Set(forbidden.map(({ rule }) => rule));
    expect(rules.forbidden.map((rule) => rule.name).filter((name) => !planted.has(name))).toEqual([]);
  });
});
