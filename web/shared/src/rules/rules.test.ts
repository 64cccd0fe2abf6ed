import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HeldPass } from '../passes/terms.ts';
import { factList, factPaths, factsVersion } from './fact-list.ts';
import {
  decide,
  documentOf,
  factsFor,
  loadPack,
  parseDocument,
  propose,
  textOf,
  type CertificateSaid,
  type CheckSaid,
  type Facts,
  type OccupantSaid,
  type StandingSaid,
  type TripSaid,
} from './index.ts';

const packs = join(import.meta.dirname, '../../../../packs');
const text = (relative: string): string => readFileSync(join(packs, relative), 'utf8');
const minimalText = text('TEST-MINIMAL/pack.json');
const minimal = loadPack(minimalText);

interface Case {
  name: string;
  facts: Facts;
  verdict: string;
  mustLook: boolean;
  rules: string[];
  unanswered: string[];
}
interface Passage {
  name: string;
  persons: Facts[];
  verdict: string;
  mustLook: boolean;
}
interface Refused {
  name: string;
  set: Record<string, unknown>;
  place: string;
  reason: string;
}
const vectors = JSON.parse(text('vectors/decide.json')) as { cases: Case[]; passages: Passage[]; refused: Refused[] };

describe('a decision', () => {
  it.each(vectors.cases)('$name', ({ facts, verdict, mustLook, rules, unanswered }) => {
    const ruling = decide(minimal, facts);
    expect({ ...ruling, tried: undefined }).toEqual({ verdict, mustLook, rules, unanswered, tried: undefined });
  });

  it.each(vectors.passages)('$name', ({ persons, verdict, mustLook }) => {
    const proposal = propose(
      minimal,
      persons.map((facts, at) => ({ n: at + 1, facts })),
    );
    expect(proposal).toMatchObject({ verdict, mustLook, pack: { id: 'TEST-MINIMAL', version: 1 } });
    expect(proposal.occupants).toHaveLength(persons.length);
  });

  it('lets an emergency go before anybody is recorded', () => {
    expect(propose(minimal, [{ n: 0, facts: { category: 'emergency' } }])).toMatchObject({
      verdict: 'emergency-release',
      mustLook: false,
      occupants: [],
    });
  });

  it('speaks in a sentence', () => expect(textOf(minimal, 'fever')?.zh).toBe('体温偏高，我们送您去发热门诊看一下。'));

  it('never gets milder without must look when a fact is taken away', () => {
    for (const { facts } of vectors.cases) {
      const before = decide(minimal, facts);
      for (const path of Object.keys(facts)) {
        const after = decide(minimal, Object.fromEntries(Object.entries(facts).filter(([name]) => name !== path)));
        const milder = minimal.verdicts.indexOf(after.verdict) < minimal.verdicts.indexOf(before.verdict);
        expect(milder && !after.mustLook, path).toBe(false);
      }
    }
  });
});

describe('a pack', () => {
  it.each(vectors.refused)('with $name is refused with place and reason', ({ set, place, reason }) => {
    const pack = JSON.parse(minimalText) as Record<string, unknown>;
    for (const [pointer, value] of Object.entries(set)) {
      const steps = pointer.slice(1).split('/');
      const last = steps.pop() ?? '';
      const parent = steps.reduce((at, step) => at[step] as Record<string, unknown>, pack);
      parent[last] = value;
    }
    expect(() => loadPack(JSON.stringify(pack))).toThrow(
      expect.objectContaining({ place, reason: expect.stringContaining(reason) as string }) as Error,
    );
  });

  it.each(['', '[]', '{"format":1}'])('is not made from %s', (json) => expect(() => loadPack(json)).toThrow());
});

describe('facts', () => {
  interface FactsCase {
    name: string;
    check: CheckSaid & { at: unknown };
    occupant: OccupantSaid | null;
    standing: StandingSaid[] | null;
    certificate?: CertificateSaid;
    pass?: HeldPass;
    known: Facts;
  }
  it.each(JSON.parse(text('vectors/facts.json')) as FactsCase[])(
    '$name',
    ({ check, occupant, standing, certificate, pass, known }) => {
      const at = Date.parse(String(check.at));
      expect(factsFor({ ...check, at }, occupant, standing, certificate, pass)).toEqual(known);
    },
  );

  interface TripCase {
    name: string;
    trip: TripSaid;
    known: Facts;
    verdict: string;
    rules: string[];
  }
  const lorries = JSON.parse(text('vectors/trips.json')) as { pack: unknown; cases: TripCase[] };
  it.each(lorries.cases)('of a lorry: $name', ({ trip, known, verdict, rules }) => {
    const at = Date.parse('2026-11-24T09:15:00.000Z');
    const check = {
      direction: 'out',
      category: 'freight',
      vehicle: null,
      outbreakInForce: true,
      at,
      utcOffsetMinutes: 480,
      trip,
    };
    const facts = factsFor(check, null, null);
    const ruling = decide(loadPack(JSON.stringify(lorries.pack)), facts);
    expect(Object.fromEntries(Object.entries(facts).filter(([path]) => path.startsWith('trip.')))).toEqual(known);
    expect({ verdict: ruling.verdict, rules: ruling.rules }).toEqual({ verdict, rules });
  });

  it('are those of the published schema, in its order', () => {
    interface Property {
      type: string;
      'x-evidence'?: boolean;
      properties?: Record<string, Property>;
    }
    const schema = JSON.parse(text('facts.schema.json')) as {
      'x-version': number;
      properties: Record<string, Property>;
    };
    const flat = (properties: Record<string, Property>, prefix: string): [string, unknown][] =>
      Object.entries(properties)
        .filter(([name]) => !name.endsWith('Known'))
        .flatMap(([name, one]) =>
          one.properties
            ? flat(one.properties, `${name}.`)
            : [[prefix + name, { type: one.type, evidence: one['x-evidence'] }]],
        );
    expect(schema['x-version']).toBe(factsVersion);
    expect(flat(schema.properties, '')).toEqual(Object.entries(factList));
  });

  it('are read from a document as they were written', () => {
    const facts: Facts = {
      category: 'local',
      'test.shown': true,
      'test.sampleAgeMinutes': 12,
      'standing.orderInForce': false,
    };
    expect(parseDocument(documentOf(facts))).toEqual(facts);
    expect(Object.keys(documentOf({}))).toHaveLength(factPaths.filter((path) => !path.includes('.')).length + 9);
  });

  it.each([
    { temperatureTenths: 400 },
    { temperatureTenths: '400', temperatureTenthsKnown: true },
    { temperatureTenthsKnown: true },
    null,
  ])('that do not say they are known are unknown: %j', (document) => expect(parseDocument(document)).toEqual({}));
});
