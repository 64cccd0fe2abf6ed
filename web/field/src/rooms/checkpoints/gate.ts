import { type GateItem, type GateTemplate, isGood, itemsFor, tryGate } from '@redvest/shared/gates';
import type { Facts } from '@redvest/shared/rules';
import type { Check, Missing, Occupant } from './check.ts';
import { type FactsAt, factsOf } from './facts.ts';
import { temperatureRange } from './identify.ts';

/** What can be answered at an item: a colour, a word, yes or no, a number. */
export type Answer = string | boolean | number;

/** One item as the card shows it. */
export interface Asked {
  readonly item: GateItem;
  /** Null: nobody answered. */
  readonly good: boolean | null;
}

export const askedOf = (gate: GateTemplate, occupant: Occupant, facts: Facts): readonly Asked[] => {
  const who = { facts, answers: occupant.answers };
  return itemsFor(gate, who).map((item) => ({ item, good: isGood(item, who) }));
};

/** The first required item that nobody answered yet, person by person. */
export const openItem = (gate: GateTemplate, check: Check, at: FactsAt, exempt: readonly number[]): Missing | null => {
  for (const { n, facts } of factsOf(check, at)) {
    const occupant = check.occupants.find((one) => one.n === n);
    if (!occupant || exempt.includes(n)) continue;
    const first = tryGate(gate, { facts, answers: occupant.answers }).open[0];
    const item = gate.items.find(({ key }) => key === first);
    if (item) return { n, what: 'item', item };
  }
  return null;
};

const without = (occupant: Occupant, key: keyof Occupant): Occupant =>
  Object.fromEntries(Object.entries(occupant).filter(([name]) => name !== key)) as unknown as Occupant;

/** The evidence member that a fact is made of. */
const members = {
  healthCode: 'healthCode',
  itinerary: 'itinerary',
  mask: 'mask',
  venueCode: 'venueCode',
  companions: 'companions',
  temperatureTenths: 'temperatureTenths',
} as const;

/** An item answered, or its answer taken back. Whose the person is, no button answers. */
export const answered = (occupant: Occupant, item: GateItem, value: Answer | null): Occupant => {
  const { fact, key } = item;
  if (fact === 'way') return occupant;
  if (fact === 'test.result') {
    if (value === null) return without(occupant, 'test');
    const result = value as 'negative' | 'positive' | 'unknown';
    return { ...occupant, test: { source: 'seen', ...occupant.test, result } };
  }
  if (fact) {
    const member = members[fact];
    return value === null ? without(occupant, member) : { ...occupant, [member]: value };
  }
  const { [key]: _before, ...others } = occupant.answers ?? {};
  return { ...occupant, answers: value === null ? others : { ...others, [key]: value as boolean } };
};

/** The answer that is in order; null when none can be filled in: a test has a time, and who somebody is has to be shown. */
export const usualAnswer = ({ fact, good }: GateItem): Answer | null => {
  if (fact === 'temperatureTenths') return temperatureRange.usual;
  if (fact === 'test.result' || fact === 'way' || !good || !('length' in good)) return null;
  return good[0] ?? null;
};

/** Every open item answered as in order; what was said before stays. */
export const allGood = (gate: GateTemplate, occupant: Occupant, facts: Facts): Occupant =>
  askedOf(gate, occupant, facts).reduce((one, { item, good }) => {
    const usual = good === null ? usualAnswer(item) : null;
    return usual === null ? one : answered(one, item, usual);
  }, occupant);
