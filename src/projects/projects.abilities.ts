import type { AbilityTable } from '#libs/authorization';
import { CUSTOMER_PROJECTS } from '../administration/index.js';
import { EXTERNAL_PROJECT_FIELDS } from './project.shape.js';
import { contactProjects } from './project-facts.js';

/** Who sees and keeps projects and their contacts; decisions 1, 5, 11, 12 and the matrix 2.2. */
export const projectsAbilities: AbilityTable = {
  customer({ can }, me) {
    const mine = contactProjects(me);
    can('read', 'Project', EXTERNAL_PROJECT_FIELDS, { id: { $in: mine } }).because('you are a contact of the project');
    if (me.openTables.has('project_contact'))
      can('read', 'ProjectContact', { projectId: { $in: mine } }).because('you are a contact of the project');
    if (me.openTables.has('sub_project'))
      can('list_sub_projects', 'Project', { id: { $in: mine } }).because('you are a contact of the project');
  },
  project_stakeholder({ can }, me) {
    can('read', 'Project').because('you are a project stakeholder');
    if (me.openTables.has('project_contact')) can('read', 'ProjectContact').because('you are a project stakeholder');
    if (me.openTables.has('sub_project')) can('list_sub_projects', 'Project').because('you are a project stakeholder');
  },
  customer_project_manager({ can }) {
    can(['read', 'create', 'update', 'delete'], 'Project').because('you manage customer projects');
    can(['comment', 'attach', 'write_work_note', 'read_work_notes'], 'Project').because('you manage customer projects');
    can(['manage_contacts', 'list_sub_projects'], 'Project').because('you manage customer projects');
    can('read', 'ProjectContact').because('you manage customer projects');
  },
  everyone({ cannot }, me) {
    if (me.plugins.has(CUSTOMER_PROJECTS)) return;
    cannot('manage', 'Project').because('customer projects are switched off');
    cannot('manage', 'ProjectContact').because('customer projects are switched off');
  },
};
