import { ImportFileError, readXml } from '#libs/import-files';
import type { RawElement } from './mspdi-document.js';

/** An element of the file with the texts and the inner elements that we read. */
export interface RawPart extends RawElement {
  readonly name: string;
  readonly parts: readonly RawPart[];
  /** Of a Project: it is not what was exported, others are only tied to it. */
  readonly external: boolean;
}

/** Which elements are read within which. */
const PARTS = new Map([
  ['APIBusinessObjects', ['Calendar', 'Resource', 'Project', 'BaselineProject']],
  ['Project', ['Calendar', 'WBS', 'Activity', 'Relationship', 'ResourceAssignment', 'ActivityNote', 'ScheduleOptions']],
  ['BaselineProject', ['Activity']],
  ['Calendar', ['StandardWorkWeek', 'HolidayOrExceptions']],
  ['StandardWorkWeek', ['StandardWorkHours']],
  ['StandardWorkHours', ['WorkTime']],
  ['HolidayOrExceptions', ['HolidayOrException']],
  ['HolidayOrException', ['WorkTime']],
]);

const ACTIVITY_FIELDS = [
  ...['ObjectId', 'Id', 'Name', 'Type', 'Status', 'WBSObjectId', 'CalendarObjectId'],
  ...['StartDate', 'FinishDate', 'PlannedStartDate', 'PlannedFinishDate', 'ActualStartDate', 'ActualFinishDate'],
  ...['PlannedDuration', 'AtCompletionDuration', 'SuspendDate', 'ExternalEarlyStartDate', 'ExternalLateFinishDate'],
  ...['PercentComplete', 'PercentCompleteType', 'PhysicalPercentComplete', 'DurationPercentComplete', 'UnitsPercentComplete'],
  ...['PrimaryConstraintType', 'PrimaryConstraintDate', 'SecondaryConstraintType', 'SecondaryConstraintDate'],
];

const FIELDS = new Map([
  ['Project', new Set(['ObjectId', 'Id', 'Name', 'StartDate', 'PlannedStartDate', 'WBSObjectId', 'ActivityDefaultCalendarObjectId'])],
  ['BaselineProject', new Set(['Name', 'OriginalProjectObjectId'])],
  ['WBS', new Set(['ObjectId', 'Name', 'ParentObjectId', 'SequenceNumber'])],
  ['Activity', new Set(ACTIVITY_FIELDS)],
  ['Relationship', new Set(['PredecessorActivityObjectId', 'SuccessorActivityObjectId', 'Type', 'Lag'])],
  ['ResourceAssignment', new Set(['ActivityObjectId', 'ResourceObjectId'])],
  ['ActivityNote', new Set(['ActivityObjectId', 'RawTextNote', 'Note'])],
  ['ScheduleOptions', new Set(['RelationshipLagCalendar'])],
  ['Resource', new Set(['ObjectId', 'Id', 'Name', 'EmailAddress'])],
  ['Calendar', new Set(['ObjectId', 'Name', 'BaseCalendarObjectId'])],
  ['StandardWorkHours', new Set(['DayOfWeek'])],
  ['HolidayOrException', new Set(['Date'])],
  ['WorkTime', new Set(['Start', 'Finish'])],
]);

interface OpenPart extends RawPart {
  readonly parts: RawPart[];
}

/**
 * Reads what makes plans of a Primavera P6 XML file; costs, codes, user fields and all else are passed over.
 * @returns the root element
 * @throws ImportFileError when the file is not XML, is hostile, or its root is not `APIBusinessObjects`
 */
export async function readP6Document(file: string): Promise<RawPart> {
  const root = newPart('APIBusinessObjects', 1, false);
  /** The elements that are open and read, one for each step of the path as long as all of them are. */
  const open: OpenPart[] = [];
  await readXml(file, {
    open(path, line, { external }) {
      const name = path.at(-1) as string;
      if (path.length === 1 && name !== root.name) {
        throw new ImportFileError(file, `the root element is ${name}, not ${root.name}: this is not a Primavera P6 XML file`, line);
      }
      if (path.length === 1) open.push(root);
      const parent = open.at(-1);
      if (path.length !== open.length + 1 || !parent || !PARTS.get(parent.name)?.includes(name)) return;
      const part = newPart(name, line, external === 'true' || external === '1');
      parent.parts.push(part);
      open.push(part);
    },
    close(path, text) {
      if (path.length === open.length) open.pop();
      const parent = open.at(-1);
      const name = path.at(-1) as string;
      const wanted = path.length === open.length + 1 && parent && FIELDS.get(parent.name)?.has(name);
      if (wanted && text.trim() !== '') parent.fields.set(name, text.trim());
    },
  });
  return root;
}

function newPart(name: string, line: number, external: boolean): OpenPart {
  return { name, line, external, fields: new Map(), parts: [] };
}

export function partsOf(part: RawPart | undefined, name: string): RawPart[] {
  return part?.parts.filter((inner) => inner.name === name) ?? [];
}
