import { basename } from 'node:path';
import { RefusalReport } from '#libs/import-files';
import { MspdiFields } from './mspdi-fields.js';
import { P6Calendars } from './p6-calendars.js';
import { partsOf, type RawPart, readP6Document } from './p6-document.js';
import { nameOf } from './p6-fields.js';
import { P6Plan } from './p6-plan.js';
import { ActivitiesOfFile } from './p6-relations.js';
import { readP6Resources } from './p6-resources.js';
import type { PlanFile } from './plan-file.js';

/**
 * Reads the projects of a Primavera P6 XML file, plain or gzip, that were exported; those that are only there because
 * others are tied to them (`external`) are not. WBS nodes are the summaries, activities the leaves, with the dates of the file.
 * A file is taken as a whole or not at all: whatever is wrong in it is gathered and thrown together.
 * @throws ImportRefusedError listing all faults with their lines: dates that do not exist, an end before its start, relations
 *   to nothing, to itself, twice or in a cycle (BR-149), WBS nodes or calendars that are not there, no projects, no activities
 * @throws ImportFileError when the file is no P6 file, see `readXml`
 */
export async function readP6(file: string): Promise<PlanFile[]> {
  const root = await readP6Document(file);
  const report = new RefusalReport();
  const fields = new MspdiFields(file, report);
  const projects = partsOf(root, 'Project').filter(({ external }) => !external);
  const shared = {
    file,
    root,
    fields,
    calendars: new P6Calendars(root, fields),
    activities: new ActivitiesOfFile(root, fields),
    resources: readP6Resources(root, fields),
  };
  const plans = projects.map((project) => new P6Plan(project, nameOfProject(project, file), shared).read());
  if (projects.length === 0) report.add({ file, line: root.line, reason: 'the file has no project of its own' });
  else if (plans.every(({ tasks }) => tasks.length === 0)) report.add({ file, line: root.line, reason: 'no project has activities' });
  report.throwIfAny(file);
  return plans;
}

function nameOfProject({ fields }: RawPart, file: string): string {
  return nameOf(fields) ?? fields.get('Id') ?? basename(file).replace(/(\.xml)?(\.gz)?$/i, '');
}
