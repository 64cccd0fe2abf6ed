import { describe, expect, it } from 'vitest';
import { timeOf, uuidAt } from './ids.ts';
import { type Anchor, eventTime, ticketTime } from './time.ts';

const at = (text: string): number => Date.parse(text);
const ticket = (text: string): string => `${text}.mac`;

describe('an id', () => {
  it('is a UUID of version 7 that carries its time', () => {
    const time = at('2026-11-24T09:15:00.123Z');
    const id = uuidAt(time);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(timeOf(id)).toBe(time);
  });

  it('is another one each time', () => {
    expect(new Set(Array.from({ length: 1000 }, () => uuidAt(1))).size).toBe(1000);
  });
});

describe('the time of a record', () => {
  const anchor: Anchor = {
    life: 'a',
    ticket: ticket('2026-11-24T09:00:00.000Z'),
    mono: 5000,
    wall: at('2026-11-24T09:30:00Z'),
  };

  it('is exact within one life, before and after the ticket, whatever the phone’s clock says', () => {
    expect(eventTime({ life: 'a', mono: 8000, wall: 0 }, [anchor])).toEqual({
      at: at('2026-11-24T09:00:03Z'),
      estimated: false,
    });
    expect(eventTime({ life: 'a', mono: 4000, wall: 0 }, [anchor])).toEqual({
      at: at('2026-11-24T08:59:59Z'),
      estimated: false,
    });
  });

  it('in another life rests on the difference of the phone’s clock', () => {
    const wall = at('2026-11-24T09:40:00Z');
    expect(eventTime({ life: 'b', mono: 1, wall }, [anchor])).toEqual({
      at: at('2026-11-24T09:10:00Z'),
      estimated: true,
    });
  });

  it('without any ticket is the phone’s own', () => {
    expect(eventTime({ life: 'b', mono: 1, wall: 42 }, [])).toEqual({ at: 42, estimated: true });
  });

  it('takes the part of a ticket before its last dot', () => {
    expect(ticketTime(ticket('2026-11-24T09:15:00.123Z'))).toBe(at('2026-11-24T09:15:00.123Z'));
  });
});
