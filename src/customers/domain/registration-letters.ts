import type { RegistrationState } from './registration.js';

export interface RegistrationLetter {
  readonly template: string;
  readonly subject: string;
  readonly text: string;
}

/** To those who decide. What the stranger wrote stands in the text, never in the subject. */
export const registrationRequestedLetter = (
  { name, email }: Pick<RegistrationState, 'name' | 'email'>,
  account: { readonly name: string; readonly number: string },
): RegistrationLetter => ({
  template: 'registration_requested',
  subject: `Somebody asks for access to ${account.name}`,
  text: [
    `Account: ${account.number} ${account.name}\nName: ${name}\nE-mail: ${email}`,
    'Approve or reject the request. Whoever is approved becomes a contact of the account and gets a link to choose a password.',
  ].join('\n\n'),
});

/** To the owner of an address that is known already. Nothing that the stranger wrote is in it. */
export const registrationKnownLetter: RegistrationLetter = {
  template: 'registration_known',
  subject: 'You asked for access to Quayside',
  text: [
    'Somebody, most likely you, asked for access to Quayside with this e-mail address.',
    'The address is known here already, so no new access was made. If you have forgotten your password, ask for another one.',
    'If it was not you, do nothing.',
  ].join('\n\n'),
};
