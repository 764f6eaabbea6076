/** The kinds of mail that a person may switch off, each with what it tells (BR-170 to BR-173). A mail's template is its kind. */
export const MAIL_KINDS = {
  task_assigned: 'A project task was assigned to you.',
  case_opened: 'A case of yours was opened.',
  case_commented: 'A case that you follow has a new comment.',
  case_resolved: 'A solution was proposed for a case that you follow.',
  case_closed: 'A case that you follow was closed.',
  case_group_assigned: 'A case of yours was given to another group.',
  case_work_noted: 'A case whose work notes you follow has a new one; for internal people.',
  registration_requested: 'Somebody asks to become a contact of an account that you administer.',
} as const;

export type MailKind = keyof typeof MAIL_KINDS;

export const EVERY_MAIL_KIND = Object.keys(MAIL_KINDS) as MailKind[];

/** Whether each kind is sent to somebody who switched these off. */
export const switchesOf = (muted: ReadonlySet<string>): Record<MailKind, boolean> =>
  Object.fromEntries(EVERY_MAIL_KIND.map((kind) => [kind, !muted.has(kind)])) as Record<MailKind, boolean>;
