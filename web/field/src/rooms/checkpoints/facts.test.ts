import { describe, expect, it } from 'vitest';
import type { Check, Occupant } from './check.ts';
import { ageYears, factsOf } from './facts.ts';
import { temperatureRange, understand } from './identify.ts';

const now = Date.parse('2026-11-24T09:00:30Z');
const occupant: Occupant = {
  n: 1,
  role: 'driver',
  way: 'card',
  document: { kind: 'resident-id', number: '141198194207048919' },
};
const check: Check = {
  subject: 's',
  startedWall: 0,
  direction: 'in',
  category: 'outside',
  occupants: [occupant],
  revision: 1,
  stored: 0,
  vehicle: { plate: null, plateUnreadable: true, unusual: false },
};

describe('facts', () => {
  it('say what is known and what is not', () => {
    const seen: Occupant = {
      ...occupant,
      temperatureTenths: 372,
      test: { result: 'negative', source: 'seen', sampledAt: '2026-11-24T08:00:00Z' },
    };
    expect(factsOf(check, seen, { now, localToday: '2026-11-24', outbreakInForce: true })).toMatchObject({
      temperatureTenths: 372,
      temperatureTenthsKnown: true,
      healthCodeKnown: false,
      ageYears: 84,
      outbreak: { inForce: true, inForceKnown: true },
      test: {
        shown: true,
        result: 'negative',
        sampleAgeMinutes: 60,
        sampleAgeMinutesKnown: true,
        reportAgeMinutesKnown: false,
      },
      vehicle: { present: true, plateUnreadable: true, kindKnown: false },
      standing: { poolPositiveKnown: false },
    });
  });

  it('count a birthday on the day it comes', () => {
    expect(ageYears(occupant, '2026-07-03')).toBe(83);
    expect(ageYears(occupant, '2026-07-04')).toBe(84);
  });
});

describe('a text', () => {
  it.each([
    ['晋G·12345', 'plate'],
    ['141198194207048919', 'document'],
    ['141198194207048918', 'unclear'],
    ['36.8', 'temperature'],
    ['３６。８', 'temperature'],
    ['368', 'temperature'],
    ['12.3', 'unclear'],
    ['HC1:6BFOXN', 'code'],
    ['ab', 'unclear'],
  ])('%s is a %s', (text, kind) => expect(understand(text, new Date(now)).kind).toBe(kind));

  it('holds only temperatures a person can have', () => {
    expect(understand('33.9', new Date(now)).kind).toBe('unclear');
    expect(temperatureRange).toMatchObject({ lowest: 340, highest: 430 });
  });
});
