import { describe, expect, it } from 'vitest';
import { createPin, isPin, tryPin, waitMsAfter } from './pin.ts';
import { enrolmentCode } from './enrol.ts';
import { shiftAt } from './shift.ts';

describe('a PIN', () => {
  it('opens with the right digits and not with others', async () => {
    const state = await createPin('2468', 1000);
    expect((await tryPin('2468', state, 0)).kind).toBe('right');
    expect((await tryPin('2469', state, 0)).state.wrong).toBe(1);
  });

  it('after five wrong tries waits, and then longer and longer', async () => {
    let state = await createPin('2468', 1000);
    for (let n = 0; n < 5; n++) state = (await tryPin('1111', state, 0)).state;
    expect((await tryPin('2468', state, 29_999)).kind).toBe('wait');
    state = (await tryPin('1111', state, 30_000)).state;
    expect((await tryPin('2468', state, 89_999)).kind).toBe('wait');
    expect((await tryPin('2468', state, 90_000)).kind).toBe('right');
    expect(waitMsAfter(40)).toBe(3_600_000);
  });

  it('does not lock for a day when the clock was set back', async () => {
    const state = { ...(await createPin('2468', 1000)), wrong: 5, waitUntil: 86_400_000 };
    expect((await tryPin('2468', state, 0)).state.waitUntil).toBe(30_000);
  });

  it('has 4 to 8 digits, not all the same', () => {
    expect(['1234', '12345678'].every(isPin)).toBe(true);
    expect(['123', '1111', '123456789', 'abcd'].some(isPin)).toBe(false);
  });
});

describe('an enrolment code', () => {
  it.each([
    ['12345678', '12345678'],
    ['1234 5678', '12345678'],
    ['１２３４５６７８', '12345678'],
    ['https://redvest.test:8443/field/#enrol=12345678', '12345678'],
    ['1234567', null],
    ['123456789', null],
  ])('in %s is %s', (text, code) => expect(enrolmentCode(text)).toBe(code));
});

describe('a shift', () => {
  const shifts = [
    { number: 1, start: '08:00' },
    { number: 2, start: '16:00' },
    { number: 3, start: '00:00' },
  ];
  it.each([
    ['2026-11-24T08:00:00+08:00', 1, '2026-11-24T08:00:00+08:00'],
    ['2026-11-24T23:59:30+08:00', 2, '2026-11-24T16:00:00+08:00'],
    ['2026-11-24T00:10:00+08:00', 3, '2026-11-24T00:00:00+08:00'],
  ])('at %s is number %i', (now, number, start) => {
    expect(shiftAt(Date.parse(now), shifts)).toEqual({ number, startedAt: Date.parse(start) });
  });

  it('that runs over midnight began yesterday', () => {
    const found = shiftAt(Date.parse('2026-11-24T03:00:00+08:00'), [
      { number: 1, start: '08:00' },
      { number: 2, start: '20:00' },
    ]);
    expect(found).toEqual({ number: 2, startedAt: Date.parse('2026-11-23T20:00:00+08:00') });
  });

  it('without a plan is the day', () => expect(shiftAt(Date.parse('2026-11-24T03:00:00+08:00'), []).number).toBe(1));
});
