import type { Condition } from './conditions.js';
import { FactSet } from './fact-set.js';

/**
 * The same condition in fewer words: nested lists are flattened, what is said twice is said once, and what
 * adds nothing is dropped (A or (A and B) is A, and so is A and (A or B)). Several roles of one person often say the like;
 * a database does not see it, and would look for the rows of each alternative by itself.
 */
export function simplify(condition: Condition): Condition {
  if ('not' in condition) return { not: simplify(condition.not) };
  if ('and' in condition) return joined('and', withoutAbsorbed('or', flat('and', condition.and)));
  if ('or' in condition) return joined('or', withoutAbsorbed('and', flat('or', condition.or)));
  return condition;
}

const joined = (word: 'and' | 'or', parts: readonly Condition[]): Condition =>
  parts.length === 1 ? parts[0]! : word === 'and' ? { and: parts } : { or: parts };

/** The parts of a list and of the lists of its kind within it, each once. */
function flat(word: 'and' | 'or', parts: readonly Condition[]): Condition[] {
  const found = new Map<string, Condition>();
  for (const part of parts.map(simplify)) {
    for (const one of listOf(word, part)) found.set(keyOf(one), one);
  }
  return [...found.values()];
}

/** @param inner what the parts are lists of, where they are lists */
function withoutAbsorbed(inner: 'and' | 'or', parts: readonly Condition[]): Condition[] {
  const words = parts.map((part) => new Set(listOf(inner, part).map(keyOf)));
  const absorbed = (i: number): boolean => words.some((other, j) => j !== i && other.size < words[i]!.size && isWithin(other, words[i]!));
  return parts.filter((_, i) => !absorbed(i));
}

function listOf(word: 'and' | 'or', part: Condition): readonly Condition[] {
  if (word === 'and' && 'and' in part) return part.and;
  return word === 'or' && 'or' in part ? part.or : [part];
}

const isWithin = (some: ReadonlySet<string>, all: ReadonlySet<string>): boolean => [...some].every((one) => all.has(one));

/** Equal for conditions that say the same. A set of facts is known by being the same set, not by what is in it. */
function keyOf(condition: Condition): string {
  if ('not' in condition) return `!(${keyOf(condition.not)})`;
  if ('and' in condition) return `&(${condition.and.map(keyOf).sort().join()})`;
  if ('or' in condition) return `|(${condition.or.map(keyOf).sort().join()})`;
  const { op, path, value } = condition;
  return `${op} ${path} ${value instanceof FactSet ? `facts ${factId(value)}` : JSON.stringify(value)}`;
}

const factIds = new WeakMap<FactSet, number>();
let facts = 0;

function factId(set: FactSet): number {
  const known = factIds.get(set);
  if (known !== undefined) return known;
  facts += 1;
  factIds.set(set, facts);
  return facts;
}
