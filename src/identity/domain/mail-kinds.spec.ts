import { EVERY_MAIL_KIND, switchesOf } from './mail-kinds.js';

describe('the mails that a person may switch off', () => {
  it('BR-171 are sent as long as nobody says otherwise', () => {
    expect(new Set(Object.values(switchesOf(new Set())))).toEqual(new Set([true]));
    expect(Object.keys(switchesOf(new Set()))).toEqual(EVERY_MAIL_KIND);
  });

  it('BR-171 are switched off one by one; a kind that is no more counts for nothing', () => {
    const switches = switchesOf(new Set(['case_commented', 'case_escalated']));
    expect(EVERY_MAIL_KIND.filter((kind) => !switches[kind])).toEqual(['case_commented']);
  });
});
