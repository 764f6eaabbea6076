import { csvOf, RecordReader, type RecordShape } from '#libs/records';
import { caseShape } from '../../cases/index.js';
import { contactShape } from '../../customers/contact.shape.js';
import { projectShape } from '../../projects/index.js';
import { projectTaskShape } from '../../tasks/index.js';
import type { Command } from '../command.js';
import { WrongUse } from '../command.js';
import { AS, callerFor, withProgram } from '../program.js';
import { OUT, writeOut } from './exported-file.js';

const exportList = (kind: string, shape: RecordShape, example: string): Command => ({
  name: `export ${kind}`,
  summary: `Writes the list of ${kind.replace('-', ' ')} as CSV`,
  options: {
    ...AS,
    ...OUT,
    query: { value: 'QUERY', help: `which of them and in which order, as the list's address has it: '${example}'` },
  },
  details: `The rows and fields that the user may see. What a spreadsheet would take for a formula begins with a quote.`,
  run: async (call) => {
    const query = queryOf(call.text('query') ?? '');
    await withProgram(call, async (program) =>
      writeOut(call, await csvOf(program.get(RecordReader), await callerFor(program, call), shape, query)),
    );
  },
});

/** @throws WrongUse for a parameter that stands twice */
function queryOf(text: string): Record<string, string> {
  const given = [...new URLSearchParams(text)];
  const query = Object.fromEntries(given);
  if (Object.keys(query).length < given.length) throw new WrongUse('--query names a parameter more than once.');
  return query;
}

/** One command for each list that leaves as CSV. */
export const exportLists: readonly Command[] = [
  exportList('cases', caseShape, 'state=open,new&sort=-openedAt'),
  exportList('projects', projectShape, 'state=work_in_progress'),
  exportList('project-tasks', projectTaskShape, 'project=PRJ0010001&sort=wbs'),
  exportList('contacts', contactShape, 'account=ACCT0000001'),
];
