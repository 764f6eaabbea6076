import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import { touchEveryonesAccess } from '#libs/authorization';
import { newId } from '#libs/kernel';
import { Database, type Origin, type Transaction, UnitOfWork } from '#libs/persistence';
import { AdministrationApi } from '../administration.api.js';
import { type AccessControl, keyOf } from '../domain/access-controls.js';
import { AccessControlSchema } from '../persistence/configuration.schema.js';

/** Gives the rows of a table to a role, or takes them from it (decisions 11 and 29). */
@Injectable()
export class AccessControlService {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly administration: AdministrationApi,
  ) {}

  /** All access controls, by table and role. */
  async list(): Promise<AccessControl[]> {
    const { accessControls } = await this.administration.read(this.database);
    return [...accessControls].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  /** Sets the controls it is given and leaves the others; answers the ones it was given. */
  set(origin: Origin, controls: readonly AccessControl[]): Promise<AccessControl[]> {
    return this.unitOfWork.run(origin, async (tx) => {
      // Written first: two administrators set controls one after the other.
      await touchEveryonesAccess(tx);
      const { accessControls } = await this.administration.read(tx);
      const known = new Map(accessControls.map((control) => [keyOf(control), control.enabled]));
      const changed = controls.filter((control) => known.get(keyOf(control)) !== control.enabled);
      if (changed.length) await write(tx, changed, known);
      return [...controls];
    });
  }
}

async function write(tx: Transaction, changed: readonly AccessControl[], known: ReadonlyMap<string, boolean>): Promise<void> {
  const named = changed.map(() => '(table_name = ? AND role = ? AND operation = ?)').join(' OR ');
  await tx.run(
    `DELETE FROM access_control WHERE ${named}`,
    changed.flatMap(({ table, role, operation }) => [table, role, operation]),
  );
  await tx.insert(
    AccessControlSchema,
    ...changed.map(({ table, role, operation, enabled }) => ({ id: newId(), tableName: table, role, operation, enabled })),
  );
  for (const { table, role, operation, enabled } of changed) {
    const control = { table, role, operation };
    const before = { ...control, enabled: known.get(keyOf({ ...control, enabled })) ?? false };
    audit(tx, { action: 'updated', recordType: 'AccessControl', recordId: null, before, after: { ...control, enabled } });
  }
}
