export { type CsvOptions, type CsvRow, readCsv, readCsvHeader } from './csv.js';
export { ImportFileError, ImportRefusedError } from './import-file-error.js';
export type { ImportOptions, ImportReport } from './import-report.js';
export { utcInstant } from './instant.js';
export { formatRefusal, quoteValue, type Refusal } from './refusal.js';
export { RefusalReport } from './refusal-report.js';
export { readText, type TextLimits } from './text-source.js';
export { readXml, readXmlRoot, type XmlLimits, type XmlVisitor } from './xml.js';
