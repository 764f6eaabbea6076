import type { AbilityTable } from '#libs/authorization';

/** Administrators do everything but break an invariant (decision 12). Nobody else switches anything here. */
export const administrationAbilities: AbilityTable = {
  admin({ can }) {
    can('manage', 'all').because('you are an administrator');
  },
};
