import { audit, post } from '#libs/activity';
import type { Transaction } from '#libs/persistence';
import type { ProjectContactState } from '../persistence/project.schema.js';

/** What is told of a contact of a project. The list of contacts may be closed to customers, so these lines are internal. */
export async function noteContact(
  tx: Transaction<any>,
  action: 'added' | 'removed',
  { id, projectId, contactId }: ProjectContactState,
  { name, because }: { readonly name?: string; readonly because?: string } = {},
): Promise<void> {
  const sentence = `${name ?? (await nameOf(tx, contactId))} was ${action === 'added' ? 'added to' : 'removed from'} the project contacts`;
  postLine(tx, projectId, because ? `${sentence}: ${because}` : sentence);
  const row = { projectId, contactId };
  audit(tx, {
    action: `project_contact_${action}`,
    recordType: 'ProjectContact',
    recordId: id,
    before: action === 'removed' ? row : null,
    after: action === 'added' ? row : null,
  });
  await tx.raise({ type: `projects.contact-${action}`, aggregateId: projectId, occurredAt: tx.now, payload: row });
}

async function nameOf(tx: Transaction<any>, personId: string): Promise<string> {
  const [person] = await tx.rows<{ name: string }>('SELECT p.name FROM person p WHERE p.id = ?', [personId]);
  return person?.name ?? 'A person';
}

export function postLine(tx: Transaction<any>, projectId: string, text: string): void {
  post(tx, { recordType: 'Project', recordId: projectId, kind: 'system', audience: 'internal', text });
}
