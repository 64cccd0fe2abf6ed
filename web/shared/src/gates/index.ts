import type { Bilingual } from '../language.ts';
import type { FactPath, Facts } from '../rules/fact-list.ts';

/** Which evidence of a person can answer an item (docs/gates.md). */
export type GateFact = Extract<
  FactPath,
  'way' | 'healthCode' | 'itinerary' | 'test.result' | 'mask' | 'venueCode' | 'companions' | 'temperatureTenths'
>;

/** Answers that are in order: a list, or a span of whole numbers, both included. */
export type Good = readonly (string | boolean)[] | { readonly from: number; readonly to: number };

export interface GateItem {
  readonly key: string;
  readonly name: Bilingual;
  readonly ask?: Bilingual | null;
  /** Absent: a question of the gate's own, answered yes or no. */
  readonly fact?: GateFact | null;
  readonly required?: boolean;
  readonly sinceAge?: number | null;
  /** Absent: any answer is in order. */
  readonly good?: Good | null;
}

export interface GateTemplate {
  readonly id: string;
  readonly version: number;
  readonly name: Bilingual;
  readonly source: string;
  readonly items: readonly GateItem[];
}

/** From an instant on a post asks by a gate; null: only what the pack needs. */
export interface DatedGate {
  readonly from: string;
  readonly gate: GateTemplate | null;
}

/** What of a person a gate reads beside the facts. */
export interface Answering {
  readonly facts: Facts;
  readonly answers?: Readonly<Record<string, boolean>> | undefined;
}

const valueOf = (item: GateItem, { facts, answers }: Answering): string | number | boolean | undefined =>
  item.fact ? facts[item.fact] : answers && Object.hasOwn(answers, item.key) ? answers[item.key] : undefined;

const isSpan = (good: Good): good is { readonly from: number; readonly to: number } => !Array.isArray(good);

/** Whether an answer is in order; null when nobody answered. */
export const isGood = (item: GateItem, who: Answering): boolean | null => {
  const value = valueOf(item, who);
  if (value === undefined) return null;
  const { good } = item;
  if (!good) return true;
  if (isSpan(good)) return typeof value === 'number' && good.from <= value && value <= good.to;
  return good.some((one) => one === value);
};

/** The items asked of this person: a child is not asked for a code. */
export const itemsFor = (gate: GateTemplate, { facts }: Answering): readonly GateItem[] => {
  const age = typeof facts.ageYears === 'number' ? facts.ageYears : null;
  return gate.items.filter(({ sinceAge }) => sinceAge == null || age === null || age >= sinceAge);
};

/**
 * Tries a gate's items. The server does the same in `GateCheck.cs`; `packs/vectors/gates.json` holds both to it.
 * @returns items whose answer is not in order, and required ones without an answer
 */
export const tryGate = (
  gate: GateTemplate,
  who: Answering,
): { readonly failed: readonly string[]; readonly open: readonly string[] } => {
  const tried = itemsFor(gate, who).map((item) => ({ item, good: isGood(item, who) }));
  return {
    failed: tried.filter(({ good }) => good === false).map(({ item }) => item.key),
    open: tried.filter(({ item, good }) => good === null && item.required === true).map(({ item }) => item.key),
  };
};

/** What a post asks by at an instant; null: only what the pack needs. */
export const gateAt = (dated: readonly DatedGate[], now: number): GateTemplate | null =>
  dated.filter(({ from }) => Date.parse(from) <= now).at(-1)?.gate ?? null;
