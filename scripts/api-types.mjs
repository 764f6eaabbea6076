// Writes test/.generated/api-schema.d.ts: the types of the API's client, from the program's own document. The
// end-to-end journey is written against them, so that a document that parts from the server does not compile.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

execFileSync(process.execPath, [join(import.meta.dirname, 'build-if-needed.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
const { apiDocument } = await import('./api-document.mjs');
const folder = join(import.meta.dirname, '../test/.generated');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'api-schema.d.ts'), astToString(await openapiTS(JSON.stringify(await apiDocument()), { alphabetize: true })));
process.exit(0);
