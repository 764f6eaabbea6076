import { createHash } from 'node:crypto';
import { type FreshDatabase, freshDatabase } from '../support/databases.js';
import { ServerProcess } from '../support/server-process.js';

const sha256 = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

// A browser shows a blank page when the policy and the page part; no request fails then.
describe('Swagger UI', () => {
  let fresh: FreshDatabase;
  let server: ServerProcess;
  beforeAll(async () => {
    ServerProcess.build();
    fresh = await freshDatabase();
    server = await ServerProcess.start(fresh.url);
  }, 180_000);
  afterAll(async () => {
    await server.stop();
    await fresh.drop();
  }, 20_000);

  it('may load all that its page names, and nothing inline but the styles in it', async () => {
    const answer = await fetch(`${server.origin}/api/docs`);
    const page = await answer.text();
    const policy = answer.headers.get('content-security-policy')!;
    expect(policy).not.toContain('unsafe-inline');
    const styles = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => text!);
    expect(styles.filter((style) => !policy.includes(sha256(style)))).toEqual([]);
    expect(page).not.toMatch(/<script(?![^>]* src=)/);
    const files = [...page.matchAll(/(?:src|href)="(\.\/docs\/[^"]+)"/g)].map(([, path]) => path!);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) expect([file, (await fetch(new URL(file, `${server.origin}/api/docs`))).status]).toEqual([file, 200]);
  });

  it('leaves the policy of all other answers as strict as it is', async () => {
    const { headers } = await fetch(`${server.origin}/api/openapi.json`);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('script-src');
  });
});
