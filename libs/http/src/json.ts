import { Invalid } from '#libs/kernel';

const DEEPEST = 20;

const malformed = (message: string): Invalid => new Invalid('malformed_json', message);

/**
 * Reads a body as one JSON object. No body counts as an empty object; nesting is bounded.
 * @throws Invalid
 */
export function parseJson(text: unknown): Record<string, unknown> {
  if (text === undefined || text === null || text === '') return {};
  if (typeof text !== 'string') throw malformed('The body must be JSON.');
  refuseDepth(text);
  let value: unknown;
  try {
    value = JSON.parse(text, (key, held) => {
      if (key === '__proto__' || key === 'constructor') throw malformed(`${key} is not a field.`);
      return held;
    });
  } catch (error) {
    throw error instanceof Invalid ? error : malformed('The body is not valid JSON.');
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw malformed('The body must be a JSON object.');
  return value as Record<string, unknown>;
}

/** Reads a body as a JSON list of objects. @throws Invalid */
export function parseJsonList(text: unknown): Record<string, unknown>[] {
  if (typeof text !== 'string' || !/^\s*\[/.test(text)) throw malformed('The body must be a JSON list.');
  return (parseJson(`{"list":${text}}`) as { list: Record<string, unknown>[] }).list;
}

/** Counts brackets outside of strings before the parser sees them: a deep body costs one pass and no stack. */
function refuseDepth(text: string): void {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 92) i += 1;
      else if (c === 34) inString = false;
    } else if (c === 34) inString = true;
    else if (c === 123 || c === 91) {
      depth += 1;
      if (depth > DEEPEST) throw malformed(`The body is nested deeper than ${DEEPEST} levels.`);
    } else if (c === 125 || c === 93) depth -= 1;
  }
}
