import { ProjectRisk, rate } from './project-risk.js';
import { IMPACTS, PROBABILITIES } from './ridac-state.js';

const NOW = new Date('2026-03-10T12:00:00Z');
const ORIGIN = { id: 'r', number: 'RISK0010001', now: NOW, projectId: 'p', openedById: 'me' };

describe('a risk', () => {
  it('1.17 starts in Pending, with nothing decided and no rank', () => {
    expect(ProjectRisk.open(ORIGIN, { shortDescription: 'Steel' }).state).toMatchObject({
      state: 'pending',
      riskStatus: 'pending',
      riskValue: null,
      riskRank: null,
    });
  });

  it('1.17 rank and value by probability and impact', () => {
    const table = PROBABILITIES.map((probability) => IMPACTS.map((impact) => rate(probability, impact)));
    expect(table.map((row) => row.map(({ riskValue }) => riskValue))).toEqual([
      [12, 8, 4],
      [9, 6, 3],
      [6, 4, 2],
      [3, 2, 1],
    ]);
    expect(table.map((row) => row.map(({ riskRank }) => riskRank))).toEqual([
      ['high', 'high', 'moderate'],
      ['high', 'moderate', 'low'],
      ['moderate', 'moderate', 'low'],
      ['low', 'low', 'low'],
    ]);
    expect([rate(null, 1), rate('low', null)]).toEqual([
      { riskValue: null, riskRank: null },
      { riskValue: null, riskRank: null },
    ]);
  });

  it('is rated anew when one of the two changes, and not otherwise', () => {
    const risk = new ProjectRisk(ProjectRisk.open(ORIGIN, { shortDescription: 'Steel', probability: 'high', impact: 1 }).state);
    expect(risk.state.riskValue).toBe(9);
    risk.revise({ impact: 3 }, undefined, NOW);
    expect(risk.changes).toEqual({ impact: 3, riskValue: 3, riskRank: 'low' });
    risk.revise({ probability: null }, undefined, NOW);
    expect(risk.state).toMatchObject({ riskValue: null, riskRank: null });
    const kept = new ProjectRisk(risk.before);
    kept.revise({ priority: 1 }, undefined, NOW);
    expect(kept.changes).toEqual({ priority: 1 });
  });
});
