import { type Actor, type FactProvider, FactSet, parse, toSql } from '#libs/authorization';
import { tableNamed } from '#libs/persistence';
import { withinReach } from '../customers/index.js';

const CONTACT_PROJECTS = 'projects.contact-projects';

/**
 * Reads the projects that an external person sees (decision 1): there is a project contact row, and the project's
 * account is in the person's reach now. Rows outlive reach, so both are asked.
 */
export const projectFacts: FactProvider = async (connection, actor, known): Promise<Record<string, FactSet>> => {
  if (actor.kind !== 'contact') return {};
  const reach = toSql(parse(withinReach({ ...actor, facts: known })), tableNamed('Project'), 'p');
  const sql = `SELECT pc.project_id AS id FROM project_contact pc JOIN project p ON p.id = pc.project_id WHERE pc.contact_id = ? AND ${reach.sql}`;
  const params = [actor.personId, ...reach.params];
  const rows = await connection.rows<{ id: string }>(sql, params);
  return { [CONTACT_PROJECTS]: new FactSet(new Set(rows.map(({ id }) => id)), { sql, params }) };
};

/** The projects that the person is a contact of and whose account is in reach. Empty for internal people. */
export const contactProjects = (me: Pick<Actor, 'facts'>): FactSet => me.facts.get(CONTACT_PROJECTS) ?? FactSet.NONE;
