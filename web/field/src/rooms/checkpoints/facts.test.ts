import { describe, expect, it } from 'vitest';
import pack from '../../../../../packs/TEST-MINIMAL/pack.json?raw';
import type { Check, Occupant } from './check.ts';
import { factDocuments } from './facts.ts';
import { temperatureRange, understand } from './identify.ts';
import { readRules } from './rules.ts';

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

describe('the rules of a bundle', () => {
  const at = { now, outbreakInForce: true };

  it('decide on the phone, say how old they are, and have a sentence for each rule they name', () => {
    const rules = readRules(pack, '2026-11-24T06:00:00Z');
    expect(rules?.decide({ ...check, category: 'emergency', occupants: [] }, at)).toMatchObject({
      verdict: 'emergency-release',
      mustLook: false,
      pack: { id: 'TEST-MINIMAL', version: 1 },
      occupants: [],
    });
    const hot = rules?.decide({ ...check, occupants: [{ ...occupant, temperatureTenths: 385 }] }, at);
    expect(hot?.verdict).not.toBe('release');
    expect(hot?.bundleAsOf).toBe('2026-11-24T06:00:00Z');
    const [first] = hot?.occupants[0]?.rules ?? [];
    expect(rules?.textOf(first ?? '')?.zh).toBeTruthy();
  });

  it('name the first thing to look at, and nothing where life goes first', () => {
    const rules = readRules(pack, '');
    const car: Check = { ...check, occupants: [occupant] };
    expect(rules?.missing(car, at)).toEqual({ n: 1, what: 'health-code' });
    const seen: Check = { ...car, occupants: [{ ...occupant, healthCode: 'green' }] };
    expect(rules?.missing(seen, at)).toEqual({ n: 1, what: 'temperature' });
    expect(rules?.missing({ ...car, category: 'emergency' }, at)).toBeNull();
    expect(rules?.missing(car, { ...at, outbreakInForce: false })).toBeNull();
  });

  it('of a pack this version does not understand are none', () => {
    expect(readRules('{"format":99}', '')).toBeNull();
    expect(readRules(null, '')).toBeNull();
  });

  it('travel as the published document of facts', () => {
    const seen: Occupant = { ...occupant, temperatureTenths: 372 };
    expect(factDocuments({ ...check, occupants: [seen] }, at)).toMatchObject([
      {
        temperatureTenths: 372,
        temperatureTenthsKnown: true,
        healthCodeKnown: false,
        ageYears: 84,
        standing: { poolPositiveKnown: false },
      },
    ]);
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
    ['绿', 'health-code'],
    ['G', 'health-code'],
    ['HC1:6BFOXN', 'code'],
    ['ab', 'unclear'],
    ['\u0000\uD800\u0007', 'unclear'],
    ['141198\u0000194207048919', 'document'],
  ])('%s is a %s', (text, kind) => expect(understand(text, new Date(now)).kind).toBe(kind));

  it('holds only temperatures a person can have', () => {
    expect(understand('33.9', new Date(now)).kind).toBe('unclear');
    expect(temperatureRange).toMatchObject({ lowest: 340, highest: 430 });
  });
});
