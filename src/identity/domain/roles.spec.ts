import { effectiveRoles, ROLES, roleNamed, rolesFor } from './roles.js';

describe('roles', () => {
  it('BR-007 no role contains one of the other class, however deep', () => {
    for (const { name, class: own } of ROLES)
      for (const inner of effectiveRoles([name])) expect([name, inner, roleNamed(inner)!.class]).toEqual([name, inner, own]);
  });

  it('contain only roles that there are', () => {
    for (const { name, contains } of ROLES)
      for (const inner of contains) expect([name, inner, roleNamed(inner)?.name]).toEqual([name, inner, inner]);
  });

  it('BR-007 each role is refused to the other class, alone and beside one of the right class', () => {
    for (const { name, class: own } of ROLES) {
      const other = own === 'internal' ? 'external' : 'internal';
      const right = other === 'internal' ? 'snc_internal' : 'snc_external';
      expect(rolesFor(own, [name, name])).toEqual([name]);
      expect(() => rolesFor(other, [name])).toThrow('nobody holds internal and external roles');
      expect(() => rolesFor(other, [right, name])).toThrow('nobody holds internal and external roles');
    }
    expect(() => rolesFor('internal', ['no_such_role'])).toThrow('There is no role');
  });
});
