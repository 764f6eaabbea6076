import { DataSource } from 'typeorm';
import { dataSourceOptions, openDatabase } from '#libs/persistence';
import { type FreshDatabase, freshDatabase } from '../support/databases.js';
import { ServerProcess } from '../support/server-process.js';

const WRITERS = 6;
const KILLS = 3;

/** A stream of writes, each with a key of its own, until the server is gone. */
async function write(
  server: ServerProcess,
  token: string,
  acknowledged: Map<string, string>,
  sent: Set<string>,
  prefix: string,
): Promise<void> {
  const writer = async (n: number): Promise<void> => {
    for (let i = 0; ; i += 1) {
      const key = `${prefix}-${n}-${i}`;
      sent.add(key);
      try {
        const answer = await server.post('/cases', { shortDescription: key }, token, { 'idempotency-key': key });
        if (answer.status === 201) acknowledged.set(key, answer.body.id);
      } catch {
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, n) => writer(n)));
}

describe('a process that is killed while it writes', () => {
  let fresh: FreshDatabase;
  beforeAll(async () => {
    ServerProcess.build();
    fresh = await freshDatabase();
  }, 180_000);
  afterAll(() => fresh.drop());

  it('loses no acknowledged write, doubles none with an Idempotency-Key, and leaves none half there', async () => {
    const acknowledged = new Map<string, string>();
    const sent = new Set<string>();
    for (let round = 0; round < KILLS; round += 1) {
      const server = await ServerProcess.start(fresh.url);
      const token = await server.signIn();
      const writing = write(server, token, acknowledged, sent, `round-${round}`);
      await new Promise((resolve) => setTimeout(resolve, 900));
      await server.kill();
      await writing;
    }
    expect(acknowledged.size).toBeGreaterThan(20);

    // What was sent and never answered is sent again: it must take effect once in all.
    const server = await ServerProcess.start(fresh.url);
    const token = await server.signIn();
    for (const key of sent) {
      if (acknowledged.has(key)) continue;
      const answer = await server.post('/cases', { shortDescription: key }, token, { 'idempotency-key': key });
      expect(answer.status).toBe(201);
      acknowledged.set(key, answer.body.id);
    }
    expect(await server.stop()).toBe(0);

    const source = await new DataSource(dataSourceOptions(fresh.url, [], [], 2)).initialize();
    const database = openDatabase(source);
    const cases = await database.rows<{ id: string; short_description: string }>('SELECT id, short_description FROM service_case');
    expect(new Map(cases.map((row) => [row.short_description, row.id]))).toEqual(acknowledged);
    expect(cases).toHaveLength(acknowledged.size);
    const halves = await database.rows(
      `SELECT c.id FROM service_case c WHERE (SELECT COUNT(*) FROM audit_entry a WHERE a.record_id = c.id) <> 1
       OR (SELECT COUNT(*) FROM activity_entry a WHERE a.record_id = c.id) < 1`,
    );
    expect(halves).toEqual([]);
    const [strays] = await database.rows<{ n: number }>(
      "SELECT COUNT(*) AS n FROM audit_entry a WHERE a.record_type = 'ServiceCase' AND NOT EXISTS (SELECT 1 FROM service_case c WHERE c.id = a.record_id)",
    );
    expect(Number(strays!.n)).toBe(0);
    await database.close();
    await source.destroy();
  }, 180_000);
});
