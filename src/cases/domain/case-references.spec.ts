import { type Chosen, choose, NO_REFERENCES } from './case-references.js';

const account = (id: string) => ({ id, accountId: id, projectId: null });
const of = (id: string, accountId: string | null, projectId: string | null = null) => ({ id, accountId, projectId });
const PROJECT = of('p1', 'a', 'p1');
const TASK = of('t1', 'a', 'p1');
const CASE = {
  ...NO_REFERENCES,
  accountId: 'a',
  contactId: 'c',
  partnerId: 'b',
  partnerContactId: 'd',
  projectId: 'p1',
  projectTaskId: 't1',
  assetId: 's',
};

const refusalOf = (chosen: Chosen, current = NO_REFERENCES): string | undefined => {
  try {
    choose(current, chosen);
    return undefined;
  } catch (error) {
    return (error as { errors: { pointer: string }[] }).errors[0]!.pointer;
  }
};

describe('the references of a case', () => {
  it('BR-050 a contact fills the account with its own', () => {
    expect(choose(NO_REFERENCES, { contactId: of('c', 'a') })).toMatchObject({ contactId: 'c', accountId: 'a' });
  });

  it('BR-053 a project fills the account; BR-054 a task fills project and account', () => {
    expect(choose(NO_REFERENCES, { projectId: PROJECT })).toMatchObject({ projectId: 'p1', accountId: 'a' });
    expect(choose(NO_REFERENCES, { projectTaskId: TASK })).toMatchObject({ projectTaskId: 't1', projectId: 'p1', accountId: 'a' });
  });

  it('the account of a project goes before that of the contact', () => {
    expect(choose(NO_REFERENCES, { projectId: PROJECT, contactId: of('c', 'z') })).toMatchObject({ accountId: 'a', contactId: 'c' });
  });

  it('BR-051 another account clears partner, partner contact, asset, contact, project and task, but what is chosen with it', () => {
    expect(choose(CASE, { accountId: account('z') })).toEqual({ ...NO_REFERENCES, accountId: 'z' });
    expect(choose(CASE, { accountId: account('z'), contactId: of('y', 'z') })).toEqual({
      ...NO_REFERENCES,
      accountId: 'z',
      contactId: 'y',
    });
    expect(choose(CASE, { accountId: account('a') })).toEqual(CASE);
    expect(choose(CASE, { accountId: null })).toEqual(NO_REFERENCES);
  });

  it('BR-052 another partner clears the partner contact', () => {
    expect(choose(CASE, { partnerId: account('e') })).toEqual({ ...CASE, partnerId: 'e', partnerContactId: null });
    expect(choose(CASE, { partnerId: null })).toEqual({ ...CASE, partnerId: null, partnerContactId: null });
  });

  it('BR-056 another project clears the task of the former one', () => {
    expect(choose(CASE, { projectId: of('p2', 'a', 'p2') })).toEqual({ ...CASE, projectId: 'p2', projectTaskId: null });
    expect(choose(CASE, { projectId: null })).toEqual({ ...CASE, projectId: null, projectTaskId: null });
    expect(choose(CASE, { projectId: PROJECT })).toEqual(CASE);
  });

  it('BR-055 task, project and account must agree', () => {
    expect(refusalOf({ projectTaskId: TASK, projectId: of('p2', 'a', 'p2') })).toBe('/projectTaskId');
    expect(refusalOf({ projectId: PROJECT, accountId: account('z') })).toBe('/projectId');
    expect(refusalOf({ projectId: of('p3', 'z', 'p3') }, CASE)).toBe('/projectId');
    expect(refusalOf({ projectTaskId: of('t2', 'a', 'p2') }, CASE)).toBe('/projectTaskId');
    expect(refusalOf({ projectTaskId: TASK, accountId: account('z') })).toBe('/projectTaskId');
  });

  it('a partner contact belongs to the partner, and fills it; an asset belongs to the account, or to none', () => {
    expect(choose(NO_REFERENCES, { partnerContactId: of('d', 'b') })).toMatchObject({ partnerId: 'b' });
    expect(refusalOf({ partnerContactId: of('d', 'b'), partnerId: account('e') })).toBe('/partnerContactId');
    expect(refusalOf({ accountId: account('a'), assetId: of('s', 'z') })).toBe('/assetId');
    expect(choose(NO_REFERENCES, { accountId: account('a'), assetId: of('s', null) })).toMatchObject({ assetId: 's' });
  });
});
