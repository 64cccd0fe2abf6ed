import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { decide, explain, loadPack, type Facts, type RuleSaid } from './index.ts';

const packs = join(import.meta.dirname, '../../../../packs');
const text = (relative: string): string => readFileSync(join(packs, relative), 'utf8');
const ids = readdirSync(packs, { withFileTypes: true }).filter((one) => one.isDirectory() && one.name !== 'vectors');
const shipped = ids.map(({ name }) => [name, text(`${name}/pack.json`)] as const);

interface Case {
  readonly name: string;
  readonly facts: Facts;
  readonly verdict: string;
  readonly mustLook: boolean;
  readonly rules: readonly string[];
  readonly unanswered: readonly string[];
}

describe.each(['sx', 'chik'])('the shared cases of %s', (file) => {
  const vectors = JSON.parse(text(`vectors/${file}.json`)) as { pack: string; cases: Case[] };
  const pack = loadPack(text(`${vectors.pack}/pack.json`));

  it.each(vectors.cases)('$name', ({ facts, verdict, mustLook, rules, unanswered }) => {
    const ruling = decide(pack, facts);
    expect({ ...ruling, tried: undefined }).toEqual({ verdict, mustLook, rules, unanswered, tried: undefined });
  });
});

describe('a fact taken away', () => {
  it.each(shipped)('never makes %s milder without must look', (_, json) => {
    const pack = loadPack(json);
    const cases = ['decide', 'sx', 'chik'].flatMap(
      (file) => (JSON.parse(text(`vectors/${file}.json`)) as { cases: Case[] }).cases,
    );
    for (const { facts } of cases) {
      const before = decide(pack, facts);
      for (const path of Object.keys(facts)) {
        const after = decide(pack, Object.fromEntries(Object.entries(facts).filter(([name]) => name !== path)));
        const milder = pack.verdicts.indexOf(after.verdict) < pack.verdicts.indexOf(before.verdict);
        expect(milder && !after.mustLook, path).toBe(false);
      }
    }
  });
});

describe('an explanation', () => {
  interface Explanation {
    readonly name: string;
    readonly pack: string;
    readonly facts: Facts;
    readonly sentence: { readonly zh: string; readonly en: string };
    readonly said: readonly RuleSaid[];
  }

  it.each(JSON.parse(text('vectors/explain.json')) as Explanation[])(
    'is the same as on the server: $name',
    ({ pack, facts, sentence, said }) => {
      const explained = explain(loadPack(text(`${pack}/pack.json`)), facts);
      expect(explained.sentence).toEqual(sentence);
      expect(explained.said).toEqual(said);
      expect(explained.said.map((one) => Object.keys(one.facts))).toEqual(said.map((one) => Object.keys(one.facts)));
    },
  );
});

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Everything that may be broken in a pack: each place, and what to put there; `undefined` takes it away. */
const breakages = (json: Json, place: (string | number)[] = []): [(string | number)[], Json | undefined][] => {
  const here: [(string | number)[], Json | undefined][] = [
    [place, null],
    [place, 7.5],
    [place, []],
    [place, { unheardOf: true }],
    ...(place.length > 0 ? [[place, undefined] satisfies [(string | number)[], undefined]] : []),
  ];
  if (typeof json !== 'object' || json === null) return [...here, [place, '']];
  const inside = Object.entries(json).flatMap(([name, value]) =>
    breakages(value, [...place, Array.isArray(json) ? Number(name) : name]),
  );
  return Array.isArray(json) ? [...here, ...inside] : [...here, [[...place, 'unheardOf'], 1], ...inside];
};

const broken = (json: Json, place: readonly (string | number)[], value: Json | undefined): Json => {
  const [step, ...rest] = place;
  if (step === undefined) return value ?? null;
  if (Array.isArray(json)) {
    if (rest.length === 0 && value === undefined) return json.filter((_, at) => at !== step);
    return json.map((item, at) => (at === step ? broken(item, rest, value) : item));
  }
  const object = json as Record<string, Json>;
  return rest.length === 0 && value === undefined
    ? Object.fromEntries(Object.entries(object).filter(([name]) => name !== step))
    : { ...object, [step]: broken(object[step] ?? null, rest, value) };
};

const loads = (json: Json): boolean => {
  try {
    loadPack(JSON.stringify(json));
    return true;
  } catch {
    return false;
  }
};

describe('the published form of a pack', () => {
  const valid = new Ajv().compile(JSON.parse(text('pack.schema.json')) as object);

  it.each(shipped)('is that of %s', (_, json) => {
    void valid(JSON.parse(json));
    expect(valid.errors).toBeNull();
  });

  // Members that only people and the server read; the phone does not look into them.
  const unread = ['definitions', 'transitions'];

  it.each(shipped)('and the loader refuse the same breakages of %s', { timeout: 60_000 }, (_, json) => {
    const pack = JSON.parse(json) as Json;
    let [count, refused] = [0, 0];
    for (const [place, value] of breakages(pack)) {
      if (unread.includes(String(place[0]))) continue;
      const changed = broken(pack, place, value);
      count++;
      if (valid(changed)) continue;
      refused++;
      expect(
        loads(changed),
        `the form refuses ${place.join('/')} = ${JSON.stringify(value)}, the loader takes it`,
      ).toBe(false);
    }
    expect(refused).toBeGreaterThan(count / 2);
  });
});
