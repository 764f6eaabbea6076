import type { AbilityTable } from '#libs/authorization';
import { CUSTOMER_PROJECTS } from '../administration/index.js';
import { changeRequestShape, EXTERNAL_CHANGE_REQUEST_FIELDS } from './change-request.shape.js';
import { EXTERNAL_PROJECT_FIELDS } from './project.shape.js';
import { contactProjects } from './project-facts.js';
import { projectIssueShape } from './project-issue.shape.js';
import { readersFields } from './ridac-fields.js';
import { EXTERNAL_STATUS_REPORT_FIELDS } from './status-report.shape.js';

const STREAM_ACTIONS = ['comment', 'attach', 'write_work_note', 'read_work_notes'];
/** What is converted into one another; the change request is the last in the line (1.17). */
const CONVERTED = ['ProjectRisk', 'ProjectIssue', 'ProjectDecision', 'ProjectAction'];
/** What stands in a project besides its tasks. Only administrators delete it: the matrix gives nobody else the X. */
const RECORDS = [...CONVERTED, 'ProjectChangeRequest', 'StatusReport'];

/**
 * Who sees and keeps projects, their contacts and what else stands in them; decisions 1, 5, 11, 12, 32, 50 and the matrix
 * 2.2. Customers meet issues through their cases only, so the rule for that belongs to cases.
 */
export const projectsAbilities: AbilityTable = {
  customer({ can }, me) {
    const mine = contactProjects(me);
    can('read', 'Project', EXTERNAL_PROJECT_FIELDS, { id: { $in: mine } }).because('you are a contact of the project');
    if (me.openTables.has('project_contact'))
      can('read', 'ProjectContact', { projectId: { $in: mine } }).because('you are a contact of the project');
    if (me.openTables.has('sub_project'))
      can('list_sub_projects', 'Project', { id: { $in: mine } }).because('you are a contact of the project');
    if (me.openTables.has('project_change_request'))
      can('read', 'ProjectChangeRequest', EXTERNAL_CHANGE_REQUEST_FIELDS, { projectId: { $in: mine } }).because(
        'you are a contact of the project',
      );
    if (me.openTables.has('project_status'))
      can('read', 'StatusReport', EXTERNAL_STATUS_REPORT_FIELDS, { projectId: { $in: mine } }).because('you are a contact of the project');
  },
  project_stakeholder({ can }, me) {
    can('read', 'Project').because('you are a project stakeholder');
    if (me.openTables.has('project_contact')) can('read', 'ProjectContact').because('you are a project stakeholder');
    if (me.openTables.has('sub_project')) can('list_sub_projects', 'Project').because('you are a project stakeholder');
    if (me.openTables.has('project_change_request'))
      can('read', 'ProjectChangeRequest', readersFields(changeRequestShape)).because('you are a project stakeholder');
    if (me.openTables.has('issue')) can('read', 'ProjectIssue', readersFields(projectIssueShape)).because('you are a project stakeholder');
    if (me.openTables.has('project_status')) can('read', 'StatusReport').because('you are a project stakeholder');
  },
  customer_project_manager({ can }) {
    can(['read', 'create', 'update', 'delete'], 'Project').because('you manage customer projects');
    can(['comment', 'attach', 'write_work_note', 'read_work_notes'], 'Project').because('you manage customer projects');
    can(['manage_contacts', 'list_sub_projects'], 'Project').because('you manage customer projects');
    can('read', 'ProjectContact').because('you manage customer projects');
    for (const subject of RECORDS) can(['read', 'create', 'update', ...STREAM_ACTIONS], subject).because('you manage customer projects');
    for (const subject of CONVERTED) can('convert', subject).because('you manage customer projects');
    can('copy', 'StatusReport').because('you manage customer projects');
  },
  everyone({ cannot }, me) {
    if (me.plugins.has(CUSTOMER_PROJECTS)) return;
    for (const subject of ['Project', 'ProjectContact', ...RECORDS])
      cannot('manage', subject).because('customer projects are switched off');
  },
};
