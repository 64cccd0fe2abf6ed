import { describe, expect, it } from 'vitest';
import type { Entry } from '../../device/store.ts';
import { checkedLorries, expected, inside, nextAct, passageOf, type Trip, tripOf, tripsNow } from './trips.ts';

const at = Date.parse('2026-11-24T09:00:00Z');
let seq = 0;
const entry = (kind: string, subject: string, body: object, when = at): Entry => {
  seq += 1;
  const id = `record-${seq}`;
  return { seq, id, kind, subject, text: JSON.stringify({ id, kind, body }), state: 'waiting', at: when };
};
const announced: Trip = {
  id: 'trip',
  consignor: null,
  consignee: '煤机厂',
  goods: '配件',
  plate: '晋G8M001',
  trailer: '晋G1234挂',
  permit: null,
  announced: true,
  expectedAt: '2026-11-24T09:30:00Z',
  stage: 'announced',
  escort: null,
  enteredAt: null,
  dueAt: '2026-11-24T11:30:00Z',
  seal: null,
  breached: false,
  crew: [],
};

describe('the lorries as this phone knows them', () => {
  it('finds the lorry by the plate of the tractor or the trailer, however it is written', () => {
    expect(tripOf([announced], '晋g·8m001')?.id).toBe('trip');
    expect(tripOf([announced], '晋G1234挂')?.id).toBe('trip');
    expect(tripOf([announced], '晋G99999')).toBeNull();
    expect(tripOf([announced], null)).toBeNull();
  });

  it('starts the clock at the entry and goes from act to act', () => {
    const records = [
      entry('trips.entered', 'trip', {}),
      entry('trips.sealed', 'trip', { seal: 'F-1' }),
      entry('trips.loading', 'trip', {}),
      entry('trips.returning', 'trip', {}),
    ];
    const acts = records.map((_, done) => nextAct(tripsNow([announced], records.slice(0, done + 1), 0)[0] as Trip));
    expect(acts).toEqual(['seal', 'loading', 'returning', 'exit']);
    const [trip] = inside(tripsNow([announced], records, 0));
    expect(trip).toMatchObject({ seal: 'F-1', dueAt: '2026-11-25T09:00:00.000Z' });
    expect(expected(tripsNow([announced], records, 0))).toEqual([]);
    expect(tripsNow([announced], [...records, entry('trips.closed', 'trip', {})], 0)).toEqual([]);
  });

  it('links the lane’s record of the way in and of the way out', () => {
    const check = (subject: string, direction: string, when: number) =>
      entry(
        'checkpoints.check-started',
        subject,
        { category: 'freight', direction, vehicle: { plate: '晋G8M001' } },
        when,
      );
    const checked = checkedLorries([check('in', 'in', at), check('out', 'out', at + 60_000)]);
    expect(passageOf(checked, '晋G8M001')).toBe('out');
    expect(passageOf(checked, '晋G8M001', at + 120_000)).toBeUndefined();
  });
});
