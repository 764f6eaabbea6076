// The limit that the program is measured against: node:http, the driver, one hand-written statement, JSON.stringify.
import { createServer } from 'node:http';
import { openBare } from './database.mjs';
import { myLists, projectForm } from './portal.mjs';
import { casesOfAccount, oneTask, projects, tasksOfProject } from './reads.mjs';
import { personOf } from './token.mjs';
import { createCase, updateTask } from './writes.mjs';

const { DATABASE_URL = '', JWT_SECRET = '', PORT = '0' } = process.env;
const database = openBare(DATABASE_URL);

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */

const PAGE = 25;

/** @param {Response} response @param {number} status @param {object} body @param {Record<string, string>} [headers] */
function answer(response, status, body, headers = {}) {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text), ...headers });
  response.end(text);
}

/** @param {import('./reads.mjs').Read} read @returns {Handler} */
const list = (read) => async (_request, response, me, key) => {
  const rows = await database.rows(read.sql, read.params(me, key));
  const items = rows.slice(0, PAGE).map(read.show);
  const next = rows.length > PAGE ? Buffer.from(JSON.stringify(rows[PAGE - 1].id)).toString('base64url') : null;
  answer(response, 200, { items, next });
};

/** @param {import('./reads.mjs').Read} read @returns {Handler} */
const show = (read) => async (_request, response, me, key) => {
  const [row] = await database.rows(read.sql, read.params(me, key));
  if (row) answer(response, 200, read.show(row), row.version === undefined ? {} : { etag: `"${row.version}"` });
  else answer(response, 404, { status: 404, code: 'not_found' });
};

/** @param {import('./writes.mjs').Write} write @param {number} status @returns {Handler} */
const change = (write, status) => async (request, response, me, key) => {
  const body = JSON.parse(await textOf(request));
  const params = write.params(me, key, body, Number(request.headers['if-match']?.replace(/"/g, '')));
  const changed = await database.run(write.sql, params);
  if (changed === 1) answer(response, status, write.show(params));
  else answer(response, 412, { status: 412, code: 'stale_version' });
};

/** @param {Request} request @returns {Promise<string>} */
const textOf = (request) =>
  new Promise((resolve, reject) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (some) => {
      text += some;
    });
    request.on('end', () => resolve(text));
    request.on('error', reject);
  });

/** @typedef {(request: Request, response: Response, me: string, key: string) => Promise<void>} Handler */

/** @type {readonly [string, RegExp, Handler][]} */
const ROUTES = [
  ['GET', /^\/api\/v1\/projects$/, list(projects)],
  ['GET', /^\/api\/v1\/projects\/([^/]+)\/tasks$/, list(tasksOfProject)],
  ['GET', /^\/api\/v1\/project-tasks\/([^/]+)$/, show(oneTask)],
  ['GET', /^\/api\/v1\/accounts\/([^/]+)\/cases$/, list(casesOfAccount)],
  ['GET', /^\/api\/v1\/portal\/projects\/([^/]+)$/, show(projectForm)],
  ['GET', /^\/api\/v1\/portal\/my-lists$/, show(myLists)],
  ['POST', /^\/api\/v1\/cases$/, change(createCase, 201)],
  ['PATCH', /^\/api\/v1\/project-tasks\/([^/]+)$/, change(updateTask, 200)],
];

const server = createServer((request, response) => {
  const me = personOf(JWT_SECRET, request.headers.authorization);
  if (!me) return answer(response, 401, { status: 401, code: 'not_signed_in' });
  const path = (request.url ?? '').split('?')[0] ?? '';
  for (const [method, pattern, handle] of ROUTES) {
    const found = request.method === method ? pattern.exec(path) : null;
    if (!found) continue;
    handle(request, response, me, found[1] ?? '').catch((error) => answer(response, 500, { status: 500, detail: String(error) }));
    return;
  }
  answer(response, 404, { status: 404, code: 'not_found' });
});
server.listen(Number(PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
