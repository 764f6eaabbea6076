import type { Actor, Persona } from './actor.js';
import type { Conditions } from './conditions.js';

/** A rule as it was written, with the sentence that says what it means. */
export interface Rule {
  readonly persona: Persona | 'everyone';
  readonly actions: readonly string[];
  readonly subject: string;
  readonly fields?: readonly string[];
  readonly conditions?: Conditions;
  readonly inverted: boolean;
  because: string;
}

/** Says why a rule lets in, or keeps out: "the case is your own". Every rule must have it. */
interface Because {
  because(words: string): void;
}

type Grant = (
  actions: string | readonly string[],
  subject: string,
  fieldsOrConditions?: readonly string[] | Conditions,
  conditions?: Conditions,
) => Because;

export interface RuleWriter {
  /** Grants actions on a subject, on some fields or all, under conditions or always. */
  readonly can: Grant;
  /** Forbids. Only in `everyone`: a prohibition states a fact about the record. Whom a rule lets do it otherwise, gets 409. */
  readonly cannot: Grant;
}

/**
 * The rules of a context, keyed by who one is to them. Entries of personas only grant; prohibitions stand in
 * `everyone`, which is applied last.
 */
export type AbilityTable = { readonly [P in Persona]?: (writer: RuleWriter, me: Actor) => void } & {
  readonly everyone?: (writer: RuleWriter, me: Actor) => void;
};

/** The rules that a table gives one actor; prohibitions apart, since they come last. */
export function rulesOf(table: AbilityTable, me: Actor): { grants: Rule[]; prohibitions: Rule[] } {
  const grants: Rule[] = [];
  for (const persona of me.personas) table[persona]?.(writer(persona, grants), me);
  const prohibitions: Rule[] = [];
  table.everyone?.(writer('everyone', prohibitions), me);
  if (grants.some((rule) => rule.inverted)) throw new Error('a prohibition stands outside "everyone"');
  return { grants, prohibitions };
}

function writer(persona: Rule['persona'], rules: Rule[]): RuleWriter {
  const write =
    (inverted: boolean): Grant =>
    (actions, subject, fieldsOrConditions, conditions) => {
      const fields = Array.isArray(fieldsOrConditions) ? (fieldsOrConditions as readonly string[]) : undefined;
      const rule: Rule = {
        persona,
        actions: typeof actions === 'string' ? [actions] : actions,
        subject,
        ...(fields ? { fields } : {}),
        ...(fields ? (conditions ? { conditions } : {}) : fieldsOrConditions ? { conditions: fieldsOrConditions as Conditions } : {}),
        inverted,
        because: '',
      };
      rules.push(rule);
      return {
        because: (words) => {
          rule.because = words;
        },
      };
    };
  return { can: write(false), cannot: write(true) };
}
