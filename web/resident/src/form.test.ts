import { describe, expect, it } from 'vitest';
import { emptyForm, type Form, lackOf, nobody, numberFault, toRequest } from './form.ts';

const today = new Date('2026-11-24T00:00:00Z');
const li = { ...nobody, name: ' 李四 ', number: '141198194207048919' };
const full: Form = { plate: '晋g 12345', onFoot: false, people: [li], consent: true };

describe('a registration', () => {
  it('says what is missing, one thing after the other', () => {
    expect(lackOf(emptyForm, today)?.what).toBe('plate');
    expect(lackOf({ ...emptyForm, onFoot: true }, today)).toEqual({ what: 'name', person: 0 });
    expect(lackOf({ ...full, people: [li, { ...nobody, name: '王五' }] }, today)).toEqual({
      what: 'number',
      person: 1,
    });
    expect(lackOf({ ...full, consent: false }, today)?.what).toBe('consent');
    expect(lackOf(full, today)).toBeNull();
  });

  it('checks a number at once, and lets people finish typing', () => {
    expect(numberFault({ ...li, number: '14119819420704' }, today)).toBeNull();
    expect(numberFault({ ...li, number: '141198194207048918' }, today)).toBe('check-character');
    expect(numberFault({ ...li, kind: 'passport', number: '?' }, today)).toBe('form');
  });

  it('is sent with its plate made canonical, and names who helped', () => {
    const helped = { ...nobody, name: '王奶奶', number: '141198420704891', proxy: true };
    expect(toRequest({ ...full, people: [li, helped] }, 'T')).toMatchObject({
      token: 'T',
      plate: '晋G12345',
      by: '李四',
      people: [
        { name: '李四', phone: null, origin: null, proxy: false },
        { name: '王奶奶', proxy: true },
      ],
    });
    expect(toRequest({ ...full, onFoot: true }, 'T')).toMatchObject({ plate: null, by: null });
  });
});
