/** Whom a letter about signing in is for. */
export interface Addressee {
  readonly name: string;
  /** Null for somebody who gets a user name with the first password. */
  readonly userName: string | null;
}

export interface LinkLetter {
  readonly template: 'invitation' | 'password_reset' | 'password_chosen';
  readonly subject: string;
  readonly text: string;
}

const GREETING = ({ name }: Addressee): string => `Hello ${name},`;
const userName = ({ userName }: Addressee): string =>
  userName ? `Your user name: ${userName}` : 'Your user name is shown once you have chosen a password.';

/** BR-009. With the user name, and a link to choose the first password. */
export const invitationLetter = (person: Addressee, link: string, days: number): LinkLetter => ({
  template: 'invitation',
  subject: 'Your access to Quayside',
  text: [
    GREETING(person),
    `you were given access to Quayside.\n${userName(person)}`,
    `Choose your password here, within ${days} days. The link works once:\n${link}`,
  ].join('\n\n'),
});

/** To whoever asked for another password; whoever did not need do nothing. */
export const resetLetter = (person: Addressee, link: string, minutes: number): LinkLetter => ({
  template: 'password_reset',
  subject: 'Choose another password for Quayside',
  text: [
    GREETING(person),
    `somebody, most likely you, asked for another password.\n${userName(person)}`,
    `Choose one here, within ${minutes} minutes. The link works once:\n${link}`,
    'If it was not you, do nothing: your password stays as it is.',
  ].join('\n\n'),
});

/** So that a choice somebody else made does not go unnoticed. */
export const chosenLetter = (person: Addressee): LinkLetter => ({
  template: 'password_chosen',
  subject: 'Your password for Quayside was changed',
  text: [
    GREETING(person),
    `a password was chosen with a link that was sent to this address.\n${userName(person)}`,
    'If it was not you, ask for another password at once, and tell whoever gave you access.',
  ].join('\n\n'),
});
