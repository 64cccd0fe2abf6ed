import { describe, expect, it } from 'vitest';
import { type AppState, screenOf } from '../../app.ts';
import type { SyncRecord } from '../../device/outbox.ts';
import { emptyEnrol, update as enrol } from './enrol-screen.ts';
import { fieldsOf, mended } from './mend.ts';
import { emptyPin, update as pin } from './pin-screen.ts';

const ready: AppState = {
  loaded: true,
  lacks: [],
  revoked: false,
  enrolled: true,
  hasBundle: true,
  hasPin: true,
  unlocked: true,
  officerShift: 1,
  shift: 1,
  hasLane: true,
  busy: false,
  asked: null,
};

describe('the screen', () => {
  it.each<[string, Partial<AppState>]>([
    ['starting', { loaded: false }],
    ['lacking', { lacks: ['secure-context'] }],
    ['work', { lacks: ['persistence'] }],
    ['revoked', { revoked: true }],
    ['enrol', { enrolled: false }],
    ['preparing', { hasBundle: false }],
    ['new-pin', { hasPin: false }],
    ['locked', { unlocked: false }],
    ['who', { officerShift: null }],
    ['who', { shift: 2 }],
    ['work', { shift: 2, busy: true }],
    ['choose-lane', { hasLane: false }],
    ['work', {}],
  ])('is %s', (screen, change) => expect(screenOf({ ...ready, ...change })).toBe(screen));
});

describe('enrolling', () => {
  it('takes the code from the address and sends it once', () => {
    const first = emptyEnrol('https://x/field/#enrol=12345678', '手机');
    const [busy, effects] = enrol(first, { kind: 'enrol' });
    expect(effects).toEqual([{ do: 'enrol', code: '12345678', name: '手机' }]);
    expect(enrol(busy, { kind: 'enrol' })[1]).toEqual([]);
  });
  it('says when the code is not complete', () =>
    expect(enrol(emptyEnrol('', ''), { kind: 'enrol' })[0].fault).toBe('incomplete'));
});

describe('the PIN screen', () => {
  it('asks for the new PIN twice', () => {
    const typed = { ...emptyPin('new'), pin: '2468', again: '2469' };
    expect(pin(typed, { kind: 'submit', now: 0 })[0].fault).toBe('differ');
    expect(pin({ ...typed, again: '2468' }, { kind: 'submit', now: 0 })[1]).toEqual([{ do: 'set', pin: '2468' }]);
  });
  it('takes no try while it waits', () => {
    const waiting = { ...emptyPin('unlock', 100), pin: '1' };
    expect(pin(waiting, { kind: 'submit', now: 99 })[1]).toEqual([]);
    expect(pin(waiting, { kind: 'submit', now: 100 })[1].length).toBe(1);
  });
});

describe('mending', () => {
  const record: SyncRecord = {
    id: 'i',
    seq: 1,
    kind: 'checkpoints.check-started',
    subject: 's',
    officer: null,
    life: 'l',
    mono: 0,
    wall: 0,
    body: { lane: 'gone', vehicle: { plate: 'X', odd: 1 }, occupants: [{ n: 1, temperatureTenths: 999, keep: true }] },
  };
  it('changes what was changed and keeps the rest exactly', () => {
    const fields = fieldsOf(record).map((field) =>
      field.what === 'temperature'
        ? { ...field, value: '３６．９' }
        : field.what === 'lane'
          ? { ...field, value: 'l2' }
          : field,
    );
    expect(mended(record, fields)).toEqual({
      lane: 'l2',
      vehicle: { plate: 'X', odd: 1 },
      occupants: [{ n: 1, temperatureTenths: 369, keep: true }],
    });
  });
});
