import { offsetMinutes } from '@redvest/shared';
import { type CheckSaid, documentOf, type Facts, factsFor } from '@redvest/shared/rules';
import type { Check } from './check.ts';

/** What a phone can know when it decides: of a person's standing only the centre knows. */
export interface FactsAt {
  readonly now: number;
  readonly outbreakInForce: boolean;
}

export interface FactsOfOne {
  readonly n: number;
  readonly facts: Facts;
}

const common = ({ direction, category, vehicle }: Check, { now, outbreakInForce }: FactsAt): CheckSaid => ({
  direction,
  category,
  vehicle,
  outbreakInForce,
  at: now,
  utcOffsetMinutes: offsetMinutes.value,
});

/** The facts of each occupant, as the pack's rules read them. */
export const factsOf = (check: Check, at: FactsAt): readonly FactsOfOne[] =>
  check.occupants.map((occupant) => ({ n: occupant.n, facts: factsFor(common(check, at), occupant, null) }));

/** What is known before anybody is recorded: enough for an emergency to go first. */
export const factsOfNobody = (check: Check, at: FactsAt): FactsOfOne => ({
  n: 0,
  facts: factsFor(common(check, at), null, null),
});

/** The same facts as the published document, to travel with the record: the server must come to the same answer. */
export const factDocuments = (check: Check, at: FactsAt): readonly unknown[] =>
  factsOf(check, at).map(({ facts }) => documentOf(facts));
