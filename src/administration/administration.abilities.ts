import type { AbilityTable } from '#libs/authorization';

/** Administrators do everything but break an invariant (decision 12). Nobody else sets or switches anything here. */
export const administrationAbilities: AbilityTable = {
  customer_project_manager({ can }) {
    can('read', 'WorkingCalendar').because('you choose the calendars of projects');
  },
  internal({ can }) {
    can('read', 'FormLayout').because('you work with the forms');
  },
  guided_setup_user({ can }) {
    can('read', 'GuidedSetup').because('you follow how far the program is set up');
  },
  admin({ can }) {
    can('manage', 'all').because('you are an administrator');
  },
};
