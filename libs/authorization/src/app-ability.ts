import { Ability, type AnyAbility, subject as tagged } from '@casl/ability';
import { rulesToCondition } from '@casl/ability/extra';
import { type TableInfo, tableNamed } from '#libs/persistence';
import type { Rule } from './ability-table.js';
import type { Actor } from './actor.js';
import { ALWAYS, type Condition, type Conditions, matches, parse, pathsOf } from './conditions.js';
import { isNarrow } from './narrow.js';
import { simplify } from './simplify.js';
import { type SqlText, toSql } from './sql-condition.js';

const conditionsMatcher = (conditions: unknown) => {
  const condition = parse(conditions as Conditions);
  return (record: object) => matches(condition, record);
};
const fieldMatcher = (fields: readonly string[]) => (field: string) => fields.includes(field);

/** The condition on the rows that are records of the subject at all. */
const among = ({ only }: TableInfo, condition: Condition): Condition => (only ? { and: [parse(only), condition] } : condition);

/** What one rule says about one record. */
export interface Verdict {
  readonly persona: string;
  readonly because: string;
  readonly grants: boolean;
  readonly applies: boolean;
}

/**
 * What one person may do, now. The same rules answer about a loaded record (`can`), become the condition of a query
 * (`where`), list the fields one may read or write, and say in words why.
 */
export class AppAbility {
  private readonly casl: AnyAbility;
  private readonly where_ = new Map<string, SqlText>();
  private readonly narrow_ = new Map<string, boolean>();
  private readonly fields_ = new Map<string, ReadonlySet<string> | 'all'>();

  constructor(
    readonly actor: Actor,
    readonly rules: readonly Rule[],
  ) {
    this.casl = new Ability(
      rules.map((rule) => ({
        action: [...rule.actions],
        subject: rule.subject,
        inverted: rule.inverted,
        reason: rule.because,
        ...(rule.fields ? { fields: [...rule.fields] } : {}),
        ...(rule.conditions ? { conditions: rule.conditions as never } : {}),
      })),
      { conditionsMatcher: conditionsMatcher as never, fieldMatcher: fieldMatcher as never },
    );
  }

  /** Whether the action is permitted on this very record, with all the fields its rules name loaded. */
  can(action: string, subject: string, record: object, field?: string): boolean {
    return this.casl.can(action, tagged(subject, { ...record }) as never, field);
  }

  /** Whether there is any record of the kind on which the action could be permitted; for creation and administration. */
  canAny(action: string, subject: string): boolean {
    return this.casl.can(action, subject);
  }

  /** The condition under which the action is permitted, over the subject's table. `1=0` where nothing is. */
  where(action: string, subject: string, alias: string): SqlText {
    const key = `${action} ${subject} ${alias}`;
    let text = this.where_.get(key);
    if (!text) {
      const condition = this.condition(action, subject);
      text = condition ? toSql(simplify(among(tableNamed(subject), condition)), tableNamed(subject), alias) : { sql: '1=0', params: [] };
      this.where_.set(key, text);
    }
    return text;
  }

  /**
   * Where the action may touch one field, among the rows on which it is permitted: a contact reads more of the own
   * account than of another one in reach. Null where that is all of them.
   */
  whereField(action: string, subject: string, field: string, alias: string): SqlText | null {
    const grants = this.casl.rulesFor(action, subject).filter((rule) => !rule.inverted);
    if (grants.every((rule) => !rule.fields || rule.fields.includes(field))) return null;
    const key = `${action} ${subject} ${alias} ${field}`;
    let text = this.where_.get(key);
    if (!text) {
      const conditions = grants
        .filter((rule) => !rule.fields || rule.fields.includes(field))
        .map((rule) => (rule.conditions ? parse(rule.conditions as Conditions) : ALWAYS));
      text = toSql(simplify({ or: conditions }), tableNamed(subject), alias);
      this.where_.set(key, text);
    }
    return text;
  }

  /** Whether the action is permitted on every record of the kind, so that a query needs no condition. */
  always(action: string, subject: string): boolean {
    const { sql } = this.where(action, subject, 't');
    return sql === '1=1';
  }

  /** Whether the condition by itself leads a query to few rows, by the indexes of the subject's own table. */
  narrows(action: string, subject: string): boolean {
    const key = `${action} ${subject}`;
    let narrow = this.narrow_.get(key);
    if (narrow === undefined) {
      const condition = this.condition(action, subject);
      narrow = condition === null || isNarrow(simplify(condition), tableNamed(subject));
      this.narrow_.set(key, narrow);
    }
    return narrow;
  }

  /** The fields of the subject that the action may touch on some record: "all", or a list. */
  fieldsFor(action: string, subject: string): ReadonlySet<string> | 'all' {
    const key = `${action} ${subject}`;
    let fields = this.fields_.get(key);
    if (!fields) {
      const grants = this.casl.rulesFor(action, subject).filter((rule) => !rule.inverted);
      fields = grants.some((rule) => !rule.fields) ? 'all' : new Set(grants.flatMap((rule) => rule.fields ?? []));
      this.fields_.set(key, fields);
    }
    return fields;
  }

  /** The fields of this very record that the action may touch. */
  fieldsOn(action: string, subject: string, record: object): ReadonlySet<string> | 'all' {
    const grants = this.casl.rulesFor(action, subject).filter((rule) => !rule.inverted && this.appliesTo(rule.conditions, record));
    return grants.some((rule) => !rule.fields) ? 'all' : new Set(grants.flatMap((rule) => rule.fields ?? []));
  }

  /** The links that must be loaded with a record before it can be asked about. */
  linksOf(subject: string): ReadonlySet<string> {
    const links = new Set<string>();
    for (const rule of this.rules) {
      if (rule.subject !== subject || !rule.conditions) continue;
      for (const path of pathsOf(parse(rule.conditions))) if (path.includes('.')) links.add(path.slice(0, path.indexOf('.')));
    }
    return links;
  }

  /** Whether a rule grants the action on this very record, prohibitions aside. */
  grants(action: string, subject: string, record: object): boolean {
    return this.casl.rulesFor(action, subject).some((rule) => !rule.inverted && this.appliesTo(rule.conditions, record));
  }

  /** The sentence of the prohibition that stands against the action, if that is what it is. */
  prohibition(action: string, subject: string, record: object): string | undefined {
    const rule = this.casl.relevantRuleFor(action, tagged(subject, { ...record }) as never);
    return rule?.inverted ? rule.reason : undefined;
  }

  /** Every rule that speaks of the action, whether it applies to the record, and what it means. */
  explain(action: string, subject: string, record: object): Verdict[] {
    return this.rules
      .filter(
        (rule) =>
          (rule.subject === subject || rule.subject === 'all') && (rule.actions.includes(action) || rule.actions.includes('manage')),
      )
      .map((rule) => ({
        persona: rule.persona,
        because: rule.because,
        grants: !rule.inverted,
        applies: this.appliesTo(rule.conditions, record),
      }));
  }

  private appliesTo(conditions: unknown, record: object): boolean {
    return conditions ? matches(parse(conditions as Conditions), record) : true;
  }

  private condition(action: string, subject: string): Condition | null {
    return rulesToCondition<AnyAbility, Condition, Condition>(
      this.casl.rulesFor(action, subject) as never,
      (rule) => {
        const condition = rule.conditions ? parse(rule.conditions as Conditions) : ALWAYS;
        return rule.inverted ? { not: condition } : condition;
      },
      { and: (parts) => ({ and: parts }), or: (parts) => ({ or: parts }), empty: () => ALWAYS },
    );
  }
}
