import type { ServiceCaseState } from './case-fields.js';

/** A mail about a case, before it is known whom it goes to. */
export interface CaseLetter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly template: string;
  readonly messageId: string;
  readonly thread: string;
}

/** What somebody wrote. */
export interface Words {
  readonly id: string;
  readonly text: string;
  /** Null for what the program wrote by itself. */
  readonly author: string | null;
}

type Told = Pick<ServiceCaseState, 'id' | 'number' | 'shortDescription' | 'resolutionNotes'>;

/** Mail programs show what begins with one message as one conversation: a case is one. */
const threadOf = ({ id }: Told): string => `case-${id}`;

/** BR-171. */
export const openedLetter = (about: Told): CaseLetter =>
  letter(about, 'case_opened', 'was opened', [
    `Case ${about.number} was opened. You are told when it is commented on, resolved or closed.`,
  ]);

/** BR-171, BR-172. */
export const commentedLetter = (about: Told, words: Words): CaseLetter =>
  letter(about, 'case_commented', 'has a new comment', [`${author(words)} wrote:`, words.text], words.id);

/** BR-173. */
export const workNoteLetter = (about: Told, words: Words): CaseLetter =>
  letter(about, 'case_work_noted', 'has a new work note', [`${author(words)} noted, for internal people:`, words.text], words.id);

/** BR-171, BR-172. */
export const resolvedLetter = (about: Told, at: Date): CaseLetter =>
  letter(
    about,
    'case_resolved',
    'was resolved',
    ['A solution is proposed:', about.resolutionNotes ?? '', 'The customer accepts or rejects it in the portal.'],
    `resolved-${at.getTime()}`,
  );

/** BR-171, BR-172. */
export const closedLetter = (about: Told): CaseLetter =>
  letter(about, 'case_closed', 'was closed', ['The case was closed.', about.resolutionNotes ?? ''], 'closed');

/** BR-171. */
export const groupLetter = (about: Told, group: string, at: Date): CaseLetter =>
  letter(
    about,
    'case_group_assigned',
    'was given to another group',
    [`The group ${group} works on the case now.`],
    `group-${at.getTime()}`,
  );

function letter(about: Told, template: string, what: string, paragraphs: readonly string[], part?: string): CaseLetter {
  const thread = threadOf(about);
  const said = [`Case: ${about.number} ${about.shortDescription}`, ...paragraphs.filter((paragraph) => paragraph.trim())];
  return {
    template,
    subject: `${about.number} ${what}: ${about.shortDescription}`,
    text: said.join('\n\n'),
    html: said.map((paragraph) => `<p>${escaped(paragraph).replaceAll('\n', '<br>\n')}</p>`).join('\n'),
    messageId: part === undefined ? thread : `${thread}-${part}`,
    thread,
  };
}

const author = (words: Words): string => words.author ?? 'Quayside';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
