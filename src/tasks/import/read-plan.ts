import { ImportFileError, readXmlRoot } from '#libs/import-files';
import { readMspdi } from './mspdi-reader.js';
import { readP6 } from './p6-reader.js';
import type { PlanFile } from './plan-file.js';

/**
 * Reads the project plans of a file, plain or gzip, whose root element tells what it is: MS Project XML (`Project`) holds
 * one plan, Primavera P6 XML (`APIBusinessObjects`) one or more.
 * @throws ImportFileError for any other file, and as `readMspdi` and `readP6` do
 */
export async function readPlans(file: string): Promise<PlanFile[]> {
  const root = await readXmlRoot(file);
  if (root === 'Project') return [await readMspdi(file)];
  if (root === 'APIBusinessObjects') return readP6(file);
  throw new ImportFileError(
    file,
    `the root element is ${root}: this is neither MS Project XML (Project) nor Primavera P6 XML (APIBusinessObjects)`,
  );
}
