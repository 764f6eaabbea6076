import { type Keeper, rolesBeyond, rolesToAdd, rolesToGive } from './contact-roles.js';

const CSM = 'sn_customerservice';
const [CUSTOMER, ADMIN, PARTNER, PARTNER_ADMIN] = ['customer', 'customer_admin', 'partner', 'partner_admin'].map(
  (role) => `${CSM}.${role}`,
) as [string, string, string, string];
const LIST = [PARTNER_ADMIN, PARTNER, ADMIN, CUSTOMER];
const keeper = (more: Partial<Keeper> = {}): Keeper => ({
  roles: new Set([ADMIN, CUSTOMER]),
  self: false,
  partnerAccount: false,
  inOwnTree: true,
  ...more,
});

describe('the roles of contacts', () => {
  it('BR-008 are those of the list, added to others in an account that serves nobody', () => {
    expect(rolesToAdd(LIST, keeper())).toEqual(LIST);
    expect(rolesToAdd([], keeper())).toEqual([]);
  });

  it('BR-008 in a partner account what reaches its customers is added by who holds it, within the own tree', () => {
    expect(rolesToAdd(LIST, keeper({ partnerAccount: true }))).toEqual([ADMIN, CUSTOMER]);
    const partner = { roles: new Set([PARTNER, PARTNER_ADMIN, ADMIN, CUSTOMER]), partnerAccount: true };
    expect(rolesToAdd(LIST, keeper(partner))).toEqual(LIST);
    expect(rolesToAdd(LIST, keeper({ ...partner, inOwnTree: false }))).toEqual([ADMIN, CUSTOMER]);
    expect(rolesBeyond(keeper({ ...partner, inOwnTree: false }))).toEqual([PARTNER, PARTNER_ADMIN]);
    expect(rolesBeyond(keeper())).toEqual([]);
  });

  it('BR-008 nobody adds one to the own that is not held, in whichever account', () => {
    for (const partnerAccount of [true, false])
      expect(rolesToAdd(LIST, keeper({ self: true, partnerAccount })).sort()).toEqual([CUSTOMER, ADMIN].sort());
  });

  it('BR-008 one stays, one that is held may stay, others are refused', () => {
    expect(() => rolesToGive([], [CUSTOMER], null)).toThrow('at least one');
    expect(rolesToGive([PARTNER, ADMIN, ADMIN], [PARTNER], [ADMIN])).toEqual([PARTNER, ADMIN]);
    expect(() => rolesToGive([PARTNER], [], [ADMIN])).toThrow('may not give');
    expect(rolesToGive([PARTNER], [], null)).toEqual([PARTNER]);
  });
});
