import { describe, expect, it } from 'vitest';
import type { Grant, Me } from '../../api';
import { holds } from '../../session';
import { texts } from '../../texts';
import { passwordFault } from './password';
import { grantFault, toGrant, userFault, type GrantDraft } from './users';

const draft: GrantDraft = {
  role: 'auditor',
  scopeKind: 'division',
  scope: '１４１１２２',
  from: '2022-04-14',
  until: '2022-04-20',
};

describe('a grant', () => {
  it('runs from the first minute of its first local day to the end of the last', () =>
    expect(toGrant(draft, 480)).toMatchObject({
      scope: '141122',
      from: '2022-04-13T16:00:00.000Z',
      until: '2022-04-20T16:00:00.000Z',
    }));
  it('without a last day has no end', () => expect(toGrant({ ...draft, until: '' }, 480).until).toBeNull());
  it('of one day is a grant, one that ends before it begins is none', () => {
    expect(grantFault({ ...draft, until: '2022-04-14' })).toBeNull();
    expect(grantFault({ ...draft, until: '2022-04-13' })).toBe(texts.users.periodWrong);
  });

  const grant: Grant = {
    id: 'g',
    role: 'administrator',
    scopeKind: 'division',
    scope: '141122',
    from: '2022-04-14T00:00:00Z',
    until: '2022-04-15T00:00:00Z',
  };
  const me = { grants: [grant] } as unknown as Me;
  it('opens doors only while it runs', () => {
    expect(holds(me, ['administrator'], Date.parse('2022-04-14T12:00:00Z'))).toBe(true);
    expect(holds(me, ['administrator'], Date.parse('2022-04-15T00:00:00Z'))).toBe(false);
    expect(holds(me, ['auditor'], Date.parse('2022-04-14T12:00:00Z'))).toBe(false);
    expect(holds(undefined, ['administrator'], 0)).toBe(false);
  });
});

describe('a user', () => {
  it('has a user name that can be typed anywhere', () => {
    expect(userFault('li.ming', '李明')).toBeNull();
    expect(userFault('李明', '李明')).toBeNull();
    expect(userFault('l', '李明')).toBe(texts.users.userNameWrong);
    expect(userFault('li ming', '李明')).toBe(texts.users.userNameWrong);
    expect(userFault('li.ming', ' ')).toBe(texts.users.nameWrong);
  });
});

describe('a new password', () => {
  it('is long, new, and typed twice alike', () => {
    expect(passwordFault('old', 'short', 'short')).toBe(texts.password.short);
    expect(passwordFault('same-as-before', 'same-as-before', 'same-as-before')).toBe(texts.password.same);
    expect(passwordFault('old', 'a good sentence', 'a bad sentence')).toBe(texts.password.differ);
    expect(passwordFault('old', '一句很好记的话就是好密码', '一句很好记的话就是好密码')).toBeNull();
  });
});
