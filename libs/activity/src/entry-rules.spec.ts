import { AbilityFactory, type AbilityTable, type Actor, type Caller, type Persona } from '#libs/authorization';
import { NotFound } from '#libs/kernel';
import { looseReference, recordSchema, text } from '#libs/persistence';
import { recordShape, value } from '#libs/records';
import { visibleEntries } from './entry-rules.js';

const schema = recordSchema('StreamedLetter', 'streamed_letter', { ownerId: looseReference(), title: text(20), cost: text(20) } as never);
const shape = recordShape(schema, { title: 'Letter', defaultSort: 'createdAt', fields: { title: value('title'), cost: value('cost') } });

/** Grants everything to everybody, so that only what the stream itself withholds is missing. */
const generous: AbilityTable = {
  agent({ can }) {
    can(['read', 'read_work_notes'], shape.subject).because('all');
  },
  customer({ can }, me) {
    can('read', shape.subject, ['title'], { ownerId: me.personId }).because('it is your own');
    can('read_work_notes', shape.subject).because('a slip');
  },
  agent_manager({ can }) {
    can('read', shape.subject).because('all');
  },
};

function caller(persona: Persona, kind: Actor['kind']): Caller {
  const abilities = new AbilityFactory();
  abilities.add(generous);
  const actor = { personId: 'a'.repeat(32), personName: 'A', kind, personas: new Set([persona]) } as unknown as Actor;
  return { personId: actor.personId, actor, ability: abilities.for(actor) } as unknown as Caller;
}

const key = 'b'.repeat(32);

describe('the entries of a stream that somebody may see', () => {
  it('BR-021 are never work notes or internal ones for an external person, whatever a rule says', () => {
    const { sql } = visibleEntries(caller('customer', 'contact'), shape, key);
    expect(sql).toContain("e.audience = 'everyone'");
    expect(sql).not.toMatch(/work_notes|internal/);
  });

  it('are work notes only where the rules let the internal person read those of the record', () => {
    expect(visibleEntries(caller('agent', 'internal'), shape, key).sql).toContain("e.audience = 'work_notes' AND EXISTS");
    expect(visibleEntries(caller('agent_manager', 'internal'), shape, key).sql).not.toContain('work_notes');
  });

  it("are found under the record's own read rule, in the same statement", () => {
    const { sql, params } = visibleEntries(caller('customer', 'contact'), shape, key);
    expect(sql).toMatch(
      /^e\.record_id = \(SELECT t\.id FROM `streamed_letter` t WHERE t\.`id` = \? AND t\.`owner_id` = \?\) AND e\.record_type = \?/,
    );
    expect(params.slice(0, 3)).toEqual([key, 'a'.repeat(32), shape.subject]);
  });

  it('BR-020 tell of a change only when a field of it may be read', () => {
    const { params } = visibleEntries(caller('customer', 'contact'), shape, key);
    expect(params).toContain('"field":"title"');
    expect(params).not.toContain('"field":"cost"');
    expect(visibleEntries(caller('agent_manager', 'internal'), shape, key).sql).not.toContain('INSTR');
  });

  it('are none for a number where records have none', () => {
    expect(() => visibleEntries(caller('agent', 'internal'), shape, 'LTR0000001')).toThrow(NotFound);
  });
});
