import { Injectable } from '@nestjs/common';
import { audit } from '#libs/activity';
import { touchEveryonesAccess } from '#libs/authorization';
import { Conflict, Invalid, NotFound } from '#libs/kernel';
import { Database, type Origin, UnitOfWork } from '#libs/persistence';
import { AdministrationApi } from '../administration.api.js';
import { fits, PROPERTIES, type PropertyDefinition, type PropertyValue } from '../domain/properties.js';
import { PropertySchema } from '../persistence/configuration.schema.js';

/** A property as an answer shows it. */
export interface PropertyRow {
  readonly [field: string]: unknown;
  readonly name: string;
  readonly value: PropertyValue;
  readonly default: PropertyValue;
  readonly description: string;
  readonly fixed: boolean;
}

const FIXED = new Conflict('property_fixed', 'This property tells what the program does, and cannot be changed.');

/** The values that an administrator may change. */
@Injectable()
export class PropertyService {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly administration: AdministrationApi,
  ) {}

  async list(): Promise<PropertyRow[]> {
    const { properties } = await this.administration.read(this.database);
    return PROPERTIES.map((property) => rowOf(property, properties.get(property.name)!));
  }

  /** @throws NotFound for an unknown name */
  known(name: string): PropertyDefinition {
    const property = PROPERTIES.find((one) => one.name === name);
    if (!property) throw new NotFound();
    return property;
  }

  /** @throws Invalid when the value has another type than the default @throws Conflict for another value of a fixed one */
  set(origin: Origin, property: PropertyDefinition, value: unknown): Promise<PropertyRow> {
    if (!fits(property, value))
      throw Invalid.field('value', 'wrong_type', `The value must be like the default, ${JSON.stringify(property.default)}.`);
    if (property.fixed && JSON.stringify(value) !== JSON.stringify(property.default)) throw FIXED;
    return this.unitOfWork.run(origin, async (tx) => {
      await touchEveryonesAccess(tx);
      const before = (await this.administration.read(tx)).properties.get(property.name)!;
      if (JSON.stringify(before) === JSON.stringify(value)) return rowOf(property, value);
      await tx.run('DELETE FROM property WHERE id = ?', [property.name]);
      await tx.insert(PropertySchema, { id: property.name, value });
      const { name } = property;
      audit(tx, { action: 'updated', recordType: 'Property', recordId: null, before: { name, value: before }, after: { name, value } });
      return rowOf(property, value);
    });
  }
}

const rowOf = (property: PropertyDefinition, value: PropertyValue): PropertyRow => ({
  name: property.name,
  value,
  default: property.default,
  description: property.description,
  fixed: property.fixed,
});
