/** Somebody asked for another password; payload: the ids of the people whom the request may mean, often none. */
export const PASSWORD_RESET_REQUESTED = 'identity.password-reset-requested';
