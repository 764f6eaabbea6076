// Prints the API document of the built program, from an application on an empty database of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const dist = join(import.meta.dirname, '../dist/src');
/** @param {string} name */
const load = (name) => import(pathToFileURL(join(dist, name)).href);

/** @returns {Promise<object>} the document */
export async function apiDocument() {
  const folder = mkdtempSync(join(tmpdir(), 'quayside-document-'));
  try {
    const [{ readSettings }, { prepareDatabase }, { createApp }, { createLog }, { createDocument }] = await Promise.all(
      ['settings.js', 'prepare-database.js', 'app.js', 'logging.js', 'openapi.js'].map(load),
    );
    const settings = readSettings({
      DATABASE_URL: `sqlite:${join(folder, 'empty.sqlite')}`,
      DEMO: 'false',
      SWAGGER_UI: 'false',
      LOG_LEVEL: 'silent',
    });
    await prepareDatabase(settings);
    const app = await createApp({ settings, log: createLog('silent') });
    const document = createDocument(app.nest, app.routes);
    await app.nest.close();
    return document;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) {
  process.stdout.write(`${JSON.stringify(await apiDocument(), null, 2)}\n`, () => process.exit(0));
}
