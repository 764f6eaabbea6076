import { randomBytes } from 'node:crypto';

/** @typedef {{ sql: string, params: (me: string, key: string, body: any, version: number) => unknown[], show: (params: unknown[]) => object }} Write */

const now = () => new Date().toISOString().replace('T', ' ').replace('Z', '');
const newId = () => `${Date.now().toString(16).padStart(12, '0')}7${randomBytes(10).toString('hex').slice(1)}`;
let number = 0;

/** A contact opens a case for its own account. @type {Write} */
export const createCase = {
  sql: `INSERT INTO service_case (id, created_at, updated_at, version, number, short_description, description, channel, state, priority, category,
    account_id, contact_id, watch_list, work_notes_list, opened_at, opened_by_id, reassignment_count, reopen_count)
    SELECT ?, ?, ?, 1, ?, ?, ?, 'web', 'new', ?, 'issue', me.account_id, me.id, '[]', '[]', ?, me.id, 0, 0
    FROM person me WHERE me.id = ? AND me.active = 1 AND EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = me.id AND r.role = 'sn_customerservice.customer')`,
  params: (me, _key, body) => {
    const at = now();
    number += 1;
    return [newId(), at, at, `B${process.pid}-${number}`, body.shortDescription, body.description, body.priority, at, me];
  },
  show: ([id, createdAt, , given, shortDescription, description, priority]) => ({
    id,
    number: given,
    shortDescription,
    description,
    priority,
    state: 'new',
    createdAt,
    version: 1,
  }),
};

/** A customer project manager changes a task. @type {Write} */
export const updateTask = {
  sql: `UPDATE project_task SET short_description = ?, updated_at = ?, version = version + 1 WHERE id = ? AND version = ?
    AND EXISTS (SELECT 1 FROM person me WHERE me.id = ? AND me.active = 1
      AND EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = me.id AND r.role = 'it_project_manager')
      AND EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = me.id AND r.role = 'sn_customerservice.projectmanager'))`,
  params: (me, key, body, version) => [body.shortDescription, now(), key, version, me],
  show: ([shortDescription, updatedAt, id, version]) => ({ id, shortDescription, updatedAt, version: Number(version) + 1 }),
};
