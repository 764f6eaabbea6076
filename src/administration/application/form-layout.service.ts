import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import type { Caller } from '#libs/authorization';
import { NotFound } from '#libs/kernel';
import { type Connection, Database, isDuplicate, type Origin, RowRaced, UnitOfWork } from '#libs/persistence';
import { statesOf } from '#libs/records';
import { checkLayout, everything, FORMS, type FormDefinition, type FormLayout, isOn, shownOf } from '../domain/form-layouts.js';
import { FormLayoutSchema } from '../persistence/configuration.schema.js';

/** A layout as an answer shows it. */
export interface FormLayoutRow extends FormLayout {
  readonly [field: string]: unknown;
  readonly form: string;
}

/** As administrators see it: with all that the form may show. */
export interface ConfiguredLayout extends FormLayoutRow {
  readonly offered: FormLayout;
}

/**
 * What the forms of accounts, contacts, cases and project tasks show (X05). It tells clients what to show and in which
 * order; it is no access rule, so whoever may read a list or a field reads it by its address all the same.
 */
@Injectable()
export class FormLayoutService {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws NotFound for an unknown form */
  known(form: string): FormDefinition {
    const definition = FORMS.find((one) => one.form === form);
    if (!definition) throw new NotFound();
    return definition;
  }

  async configured(definition: FormDefinition): Promise<ConfiguredLayout> {
    return rowOf(definition, await layoutOf(this.database, definition));
  }

  /** The layouts of all forms, by form. One statement. */
  async all(): Promise<ReadonlyMap<string, FormLayout>> {
    const rows = await statesOf<FormLayout & { id: string }>(
      this.database,
      FormLayoutSchema,
      'id',
      FORMS.map(({ form }) => form),
    );
    const set = new Map(rows.map((row) => [row.id, row]));
    return new Map(FORMS.map((definition) => [definition.form, set.get(definition.form) ?? everything(definition)]));
  }

  /** What there is to show now: without what belongs to a plugin that is off. @throws NotFound for such a form */
  async shown({ actor }: Caller, definition: FormDefinition): Promise<FormLayoutRow> {
    if (!isOn(definition.plugins, actor.plugins)) throw new NotFound();
    return { form: definition.form, ...shownOf(definition, await layoutOf(this.database, definition), actor.plugins) };
  }

  /** @throws Refused naming each list and field that the form does not have */
  set(origin: Origin, definition: FormDefinition, { relatedLists, fields }: FormLayout): Promise<ConfiguredLayout> {
    const after = { relatedLists, fields };
    checkLayout(definition, after);
    return this.unitOfWork.run(origin, async (tx) => {
      const { form } = definition;
      const before = await layoutOf(tx, definition);
      if (JSON.stringify(before) !== JSON.stringify(after)) {
        await tx.run('DELETE FROM form_layout WHERE id = ?', [form]);
        await tx.insert(FormLayoutSchema, { id: form, ...after }).catch((error) => {
          throw isDuplicate(error) ? new RowRaced() : error;
        });
        audit(tx, { action: 'updated', recordType: 'FormLayout', recordId: null, recordNumber: form, before: { ...before }, after });
      }
      return rowOf(definition, after);
    });
  }
}

async function layoutOf(connection: Connection, definition: FormDefinition): Promise<FormLayout> {
  const [row] = await statesOf<FormLayout & { id: string }>(connection, FormLayoutSchema, 'id', [definition.form]);
  return row ? { relatedLists: row.relatedLists, fields: row.fields } : everything(definition);
}

const rowOf = (definition: FormDefinition, layout: FormLayout): ConfiguredLayout => ({
  form: definition.form,
  ...layout,
  offered: everything(definition),
});
