import { describe, expect, it } from 'vitest';
import type { Registered } from '../../device/protocol.ts';
import type { Check, Occupant } from '../checkpoints/check.ts';
import { seatRegistered } from '../checkpoints/identify.ts';

const registered: Registered = {
  id: 'r',
  number: '4821',
  plate: '晋G12345',
  at: '2026-11-24T09:00:00Z',
  occupants: [
    { person: 'p1', name: '李*', tail: '8919', way: 'self', origin: '140121' },
    { person: 'p2', name: '王**', tail: '0020', way: 'proxy' },
  ],
};
const aCheck = (occupants: readonly Occupant[] = [], plate: string | null = null): Check => ({
  subject: 's',
  startedWall: 0,
  direction: 'in',
  category: 'outside',
  vehicle: { plate, plateUnreadable: false, unusual: false },
  occupants,
  revision: 1,
  stored: 0,
});

describe('people who registered themselves', () => {
  it('sit in the car they named, the first one driving, and nobody asks them again', () => {
    const { vehicle, occupants } = seatRegistered(aCheck(), registered);
    expect(vehicle?.plate).toBe('晋G12345');
    expect(occupants).toMatchObject([
      { n: 1, role: 'driver', way: 'self', person: 'p1', originRegion: '140121', shown: { name: '李*' } },
      { n: 2, role: 'passenger', way: 'proxy', person: 'p2' },
    ]);
  });

  it('take the places of the usual occupants, not of who showed a card', () => {
    const usual: Occupant = { n: 1, role: 'driver', way: 'known', person: 'p9' };
    const card: Occupant = {
      n: 2,
      role: 'passenger',
      way: 'card',
      document: { kind: 'resident-id', number: '141198194207048919' },
    };
    const { occupants } = seatRegistered(aCheck([usual, card], '晋G12345'), registered);
    expect(occupants.map(({ person, way }) => [person, way])).toEqual([
      ['p1', 'card'],
      ['p2', 'proxy'],
    ]);
  });

  it('on foot have no car', () => {
    const { vehicle, occupants } = seatRegistered(aCheck(), { ...registered, plate: null });
    expect(vehicle).toBeNull();
    expect(occupants[0]?.role).toBe('pedestrian');
  });
});
