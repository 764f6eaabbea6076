import { Injectable } from '@nestjs/common';
import { ActivityEntrySchema, type AuditEntry, AuditEntrySchema } from '#libs/activity';
import type { ImportOptions, ImportReport, RefusalReport } from '#libs/import-files';
import { Conflict, newId } from '#libs/kernel';
import { isDuplicate, type Origin, rowsIn, type Transaction, UnitOfWork } from '#libs/persistence';
import { NamedCustomers } from '../../customers/index.js';
import { NamedPeople } from '../../identity/index.js';
import type { ServiceCaseState } from '../domain/case-fields.js';
import type { IncidentCase } from '../import/incident-log.js';
import { readIncidentLog } from '../import/incident-log-reader.js';
import { ServiceCaseSchema } from '../persistence/service-case.schema.js';
import { IncidentParties } from './incident-parties.js';
import { caseOf, descriptionOf, entriesOf } from './incident-rows.js';

/** Somebody in whose name an import writes. */
type Importer = Origin & { readonly personId: string };

const CASES_A_STEP = 500;
const LONGEST = { shortDescription: 160, description: 4000 };

/** Imports a ServiceNow incident event log: cases under their own numbers, with their history and all whom they name. */
@Injectable()
export class IncidentLogImport {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly customers: NamedCustomers,
    private readonly people: NamedPeople,
  ) {}

  /**
   * Imports one file in one transaction. What guards a person's edits does not apply: the cases are history. Nobody is
   * mailed and no event is raised. A case whose number exists already is refused.
   * @throws ImportFileError for a file that cannot be read, and for any refusal unless those are to be skipped
   */
  async importFile(origin: Importer, file: string, options: ImportOptions = {}): Promise<ImportReport> {
    const { cases, report, notes } = await readIncidentLog(file);
    const fitting = cases.filter((incident) => fits(file, incident, report));
    const fresh = await this.withFreeNumbers(fitting, file, report);
    if (!options.skipRefused) report.throwIfAny(file);
    const further = options.dryRun || fresh.length === 0 ? [] : await this.write(origin, file, fresh, options);
    const events = fresh.reduce((sum, incident) => sum + incident.events.length, 0);
    return { imported: `${fresh.length} cases with ${events} events`, refused: report, notes: [...notes, ...further] };
  }

  private async withFreeNumbers(incidents: readonly IncidentCase[], file: string, report: RefusalReport): Promise<IncidentCase[]> {
    const numbers = incidents.map(({ number }) => number);
    const rows = await rowsIn<{ number: string }>(
      this.unitOfWork.database,
      'SELECT number FROM service_case WHERE number IN (:values)',
      numbers,
    );
    const taken = new Set(rows.map(({ number }) => number));
    return incidents.filter(({ number, line }) => {
      if (taken.has(number)) report.add({ file, line, reason: `${number} exists already` });
      return !taken.has(number);
    });
  }

  /** All in one transaction. @returns the notes it gave rise to */
  private write(
    origin: Importer,
    file: string,
    incidents: readonly IncidentCase[],
    { progress }: ImportOptions,
  ): Promise<readonly string[]> {
    return this.unitOfWork.run(origin, async (tx) => {
      const parties = await IncidentParties.of(file, tx, incidents, this.customers, this.people);
      for (let from = 0; from < incidents.length; from += CASES_A_STEP) {
        await writeCases(tx, incidents.slice(from, from + CASES_A_STEP), parties);
        progress?.(from, incidents.length);
      }
      return parties.notes;
    });
  }
}

async function writeCases(tx: Transaction<Importer>, incidents: readonly IncidentCase[], parties: IncidentParties): Promise<void> {
  const by = { personId: tx.origin.personId, now: tx.now };
  const states = incidents.map((incident) => caseOf(incident, parties, by));
  await tx.insertMany(ServiceCaseSchema, states).catch((error) => {
    throw isDuplicate(error) ? new Conflict('changed_meanwhile', 'Somebody else imports the same cases at this moment.') : error;
  });
  await tx.insertMany(
    ActivityEntrySchema,
    incidents.flatMap((incident, i) => entriesOf(incident, states[i]!.id, parties, by.personId)),
  );
  await tx.insertMany(
    AuditEntrySchema,
    states.map((state) => auditOf(tx, state)),
  );
}

/** Not through `audit`, which would keep them all in memory until the end. */
const auditOf = ({ origin, now }: Transaction<Importer>, { id, number, state, shortDescription }: ServiceCaseState): AuditEntry => ({
  id: newId(),
  at: now,
  personId: origin.personId,
  personName: origin.personName,
  requestId: origin.requestId,
  action: 'imported',
  recordType: 'ServiceCase',
  recordId: id,
  recordNumber: number,
  before: null,
  after: { state, shortDescription },
});

function fits(file: string, incident: IncidentCase, report: RefusalReport): boolean {
  const texts = { shortDescription: incident.shortDescription, description: descriptionOf(incident, false) };
  for (const [name, most] of Object.entries(LONGEST)) {
    const { length } = texts[name as keyof typeof texts];
    if (length <= most) continue;
    const reason = `${incident.number}: what becomes its ${name} has ${length} characters, at most ${most} fit`;
    report.add({ file, line: incident.events.at(-1)!.line, reason });
    return false;
  }
  return true;
}
