/** The program's own writing of the index, as it was built. @param {string} file @returns {Promise<any>} */
const built = (file) => import(new URL(`../../dist/libs/persistence/src/${file}`, import.meta.url).href);

/** The texts of the generated rows that lists search in. */
const TEXTS = {
  person: ['number', 'name', 'userName', 'email'],
  account: ['number', 'name'],
  project: ['number', 'name', 'description'],
  project_task: ['number', 'shortDescription', 'description'],
  service_case: ['number', 'shortDescription', 'description'],
};

/**
 * Puts what was loaded past the program into the index of texts.
 * @param {import('./load.mjs').Connection} connection
 */
export async function fillSearch(connection) {
  const [{ fillSearchIndex }, { indexedText, tagOf }] = [await built('search-fill.js'), await built('search-words.js')];
  for (const [table, properties] of Object.entries(TEXTS)) await fillSearchIndex(connection, table, properties);
  const written = (/** @type {Record<string, string>} */ { recordType, recordId, kind, text }) =>
    kind === 'comment' || kind === 'work_note' ? { recordId, audience: kind, text: indexedText([[tagOf(recordType, kind), text]]) } : null;
  await fillSearchIndex(connection, 'activity_entry', ['recordType', 'recordId', 'kind', 'text'], written);
}
