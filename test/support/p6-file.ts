import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readP6 } from '../../src/tasks/import/p6-reader.js';
import type { PlanFile } from '../../src/tasks/import/plan-file.js';

export type Fields = Record<string, string | number>;

export const element = (name: string, fields: Fields, inner = '') =>
  `<${name}>${Object.entries(fields)
    .map(([field, value]) => (value === 'nil' ? `<${field} xsi:nil="true" />` : `<${field}>${value}</${field}>`))
    .join('')}${inner}</${name}>`;
export const activity = (id: number, fields: Fields = {}) =>
  element('Activity', {
    ObjectId: id,
    Id: `A${id}`,
    Name: `Activity ${id}`,
    Type: 'Task Dependent',
    StartDate: '2024-01-01T08:00:00',
    FinishDate: '2024-01-01T17:00:00',
    PlannedDuration: 8,
    ...fields,
  });
export const wbs = (id: number, parent: number | 'nil' = 'nil', fields: Fields = {}) =>
  element('WBS', { ObjectId: id, Name: `Node ${id}`, ParentObjectId: parent, SequenceNumber: id, ...fields });
export const relation = (from: number, to: number, fields: Fields = {}) =>
  element('Relationship', { PredecessorActivityObjectId: from, SuccessorActivityObjectId: to, Type: 'Finish to Start', ...fields });
export const workTime = (start: string, finish: string) => `<WorkTime><Start>${start}:00</Start><Finish>${finish}:00</Finish></WorkTime>`;
export const weekday = (name: string, ...times: string[]) =>
  `<StandardWorkHours><DayOfWeek>${name}</DayOfWeek>${times.join('') || '<WorkTime xsi:nil="true" />'}</StandardWorkHours>`;
export const exception = (date: string, ...times: string[]) =>
  `<HolidayOrException><Date>${date}T00:00:00</Date>${times.join('')}</HolidayOrException>`;
export const calendar = (id: number, fields: Fields, hours: string[], exceptions: string[] = []) =>
  element(
    'Calendar',
    { ObjectId: id, Name: `Calendar ${id}`, ...fields },
    `<StandardWorkWeek>${hours.join('')}</StandardWorkWeek><HolidayOrExceptions>${exceptions.join('')}</HolidayOrExceptions>`,
  );
export const workingMonday = calendar(1, {}, [
  weekday('Monday', workTime('08:00', '11:59'), workTime('13:00', '16:59')),
  weekday('Sunday'),
]);

/** A P6 file that exists while the tests of a spec file run. */
export class P6File {
  readonly path = join(mkdtempSync(join(tmpdir(), 'p6-')), 'bridge.xml');

  constructor() {
    afterAll(() => rmSync(join(this.path, '..'), { recursive: true }));
  }

  write(content: string | Buffer): void {
    writeFileSync(this.path, content);
  }

  /** The head is line 1, the parts follow. */
  read(parts: readonly string[]): Promise<PlanFile[]> {
    const head = '<APIBusinessObjects xmlns="http://xmlns.oracle.com/Primavera/P6" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">';
    this.write(`${head}\n${parts.join('\n')}\n</APIBusinessObjects>`);
    return readP6(this.path);
  }

  /** The plan of a file of one project, which begins on line 2; its parts stand on the lines from 3 on. */
  async plan(parts: readonly string[], fields: Fields = {}, beside: readonly string[] = []): Promise<PlanFile> {
    const project = element('Project', { ObjectId: 1, Name: 'Bridge', ...fields }, `\n${parts.join('\n')}\n`);
    const [only] = await this.read([project, ...beside]);
    return only!;
  }

  /** Why a file is refused, without its name. */
  async faults(content: Promise<unknown>): Promise<string[]> {
    const error = await content.then(
      () => new Error('nothing refused'),
      (thrown: Error) => thrown,
    );
    return error.message.replaceAll(`${this.path}:`, '').split('\n');
  }

  async notes(content: Promise<PlanFile>): Promise<string[]> {
    return (await content).notes.map((note) => note.replace(`${this.path}:`, ''));
  }
}
