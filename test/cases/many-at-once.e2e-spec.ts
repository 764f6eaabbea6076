import { ROLE } from '../support/given.js';
import { TestApp } from '../support/test-app.js';

// More than the pool has connections: transactions that wait for a block of numbers must not hold all of them.
it('60 cases opened at once are opened, each with a number of its own', async () => {
  const test = await TestApp.start();
  try {
    const account = await test.given.account();
    const agent = await test.given.user(ROLE.agent);
    const customer = await test.given.contact(account, ROLE.customer);
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        n % 2
          ? agent.api.post('/cases', { shortDescription: `Noise ${n}`, accountId: account.id, contactId: customer.id })
          : customer.api.post('/cases', { shortDescription: `Noise ${n}` }),
      ),
    );
    expect(answers.map(({ status, raw }) => (status === 201 ? 201 : raw))).toEqual(Array(60).fill(201));
    expect(new Set(answers.map(({ body }) => body.number)).size).toBe(60);
  } finally {
    await test.stop();
  }
}, 30_000);
