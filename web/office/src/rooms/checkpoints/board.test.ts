import { describe, expect, it } from 'vitest';
import type { Board } from '../../api';
import { isStill, newer, wholeDay } from './board';
import { shiftDay } from './days';

const board = (asOf: string, more: Partial<Board> = {}): Board => ({
  checkpointId: 'c',
  day: '2022-04-14',
  asOf,
  figures: [],
  lanes: [],
  hours: [],
  shifts: [],
  verdicts: [],
  categories: [],
  devices: [],
  queue: null,
  ...more,
});

describe('the board', () => {
  it('is never turned back by an answer that was slow on the way', () => {
    const known = board('2022-04-14T02:00:05Z');
    const late = board('2022-04-14T02:00:04Z');
    expect(newer(known, late)).toBe(known);
    expect(newer(late, known)).toBe(known);
    expect(newer(undefined, late)).toBe(late);
  });

  it('compares instants, not texts', () => {
    const known = board('2022-04-14T02:00:05.100Z');
    expect(newer(known, board('2022-04-14T02:00:05Z'))).toBe(known);
  });

  it('follows midnight to a new day', () => {
    const yesterday = board('2022-04-14T15:59:59Z');
    const today = board('2022-04-14T16:00:01Z', { day: '2022-04-15' });
    expect(newer(yesterday, today)).toBe(today);
  });

  it('has every hour of the day', () => {
    const hours = wholeDay([{ hour: 7, vehicles: 3, persons: 4 }]);
    expect(hours).toHaveLength(24);
    expect(hours[7]?.vehicles).toBe(3);
    expect(hours[8]).toEqual({ hour: 8, vehicles: 0, persons: 0 });
  });

  it('is still only when nothing passed and nobody waits', () => {
    expect(isStill(board('2022-04-14T02:00:00Z'))).toBe(true);
    expect(isStill(board('2022-04-14T02:00:00Z', { hours: [{ hour: 1, vehicles: 0, persons: 1 }] }))).toBe(false);
  });
});

describe('days', () => {
  it('go over the ends of months and years', () => {
    expect(shiftDay('2022-02-28', 1)).toBe('2022-03-01');
    expect(shiftDay('2022-01-01', -1)).toBe('2021-12-31');
  });
});
