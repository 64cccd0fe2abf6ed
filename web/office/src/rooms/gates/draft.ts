import type { GateFact, GateItem, GateTemplate } from '@redvest/shared/gates';
import { zh } from './texts/zh';
import { en } from './texts/en';

/** What is in order when somebody adds an item: as the shipped templates have it. */
const usual: Record<GateFact, { readonly key: string; readonly good?: GateItem['good'] }> = {
  way: { key: 'identity', good: ['card', 'code', 'pass', 'self', 'proxy', 'manual', 'known'] },
  healthCode: { key: 'health-code', good: ['green'] },
  itinerary: { key: 'itinerary', good: ['clear'] },
  'test.result': { key: 'test', good: ['negative'] },
  mask: { key: 'mask', good: [true] },
  venueCode: { key: 'venue-code', good: [true] },
  companions: { key: 'companions' },
  temperatureTenths: { key: 'temperature', good: { from: 340, to: 372 } },
};

export const facts = Object.keys(usual) as readonly GateFact[];

export const itemOf = (fact: GateFact): GateItem => ({
  ...usual[fact],
  fact,
  name: { zh: zh.facts[fact] ?? fact, en: en.facts[fact] ?? fact },
  required: fact !== 'companions',
});

/** An own question: its key is never one that is there already. */
export const questionOf = (textZh: string, textEn: string, taken: readonly GateItem[]): GateItem => {
  const key = Array.from({ length: 26 }, (_, at) => `question-${String.fromCharCode(97 + at)}`).find(
    (one) => !taken.some((item) => item.key === one),
  );
  const name = { zh: textZh, en: textEn || textZh };
  return { key: key ?? 'question', name, required: true, good: [true] };
};

export const moved = <T>(all: readonly T[], at: number, by: 1 | -1): readonly T[] => {
  const other = at + by;
  const [one, two] = [all[at], all[other]];
  if (one === undefined || two === undefined) return all;
  return all.map((item, index) => (index === at ? two : index === other ? one : item));
};

/** The next version, to be changed before it is saved. */
export const nextOf = (gate: GateTemplate): GateTemplate => ({ ...gate, version: gate.version + 1 });
