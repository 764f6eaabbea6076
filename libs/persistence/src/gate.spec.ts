import { Gate } from './gate.js';

describe('a gate', () => {
  it('lets so many in at a time, in their order, and turns away whom it has no room for', async () => {
    const gate = new Gate(2, 2);
    const log: string[] = [];
    const leave: (() => void)[] = [];
    const visit = (name: string): Promise<void> =>
      gate
        .pass(
          () => {
            log.push(name);
            return new Promise<void>((resolve) => leave.push(resolve));
          },
          () => new Error('full'),
        )
        .catch((error: Error) => void log.push(`${name} ${error.message}`));
    const all = ['a', 'b', 'c', 'd', 'e'].map(visit);
    for (let i = 0; i < 4; i += 1) {
      while (!leave[i]) await Promise.resolve();
      leave[i]!();
    }
    await Promise.all(all);
    expect(log.filter((line) => !line.includes('full'))).toEqual(['a', 'b', 'c', 'd']);
    expect(log).toContain('e full');
  });

  it('lets the next one in after a failure', async () => {
    const gate = new Gate(1, 5);
    const fail = gate.pass(() => Promise.reject(new Error('no')), Error);
    await expect(fail).rejects.toThrow('no');
    expect(await gate.pass(async () => 'in', Error)).toBe('in');
  });
});
