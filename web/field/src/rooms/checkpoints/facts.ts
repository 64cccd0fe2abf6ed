import { offsetMinutes } from '@redvest/shared';
import { documentOf, type Facts, factsFor } from '@redvest/shared/rules';
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

/** The facts of each occupant, as the pack's rules read them. */
export const factsOf = (check: Check, { now, outbreakInForce }: FactsAt): readonly FactsOfOne[] => {
  const { direction, category, vehicle } = check;
  const said = { direction, category, vehicle, outbreakInForce, at: now, utcOffsetMinutes: offsetMinutes.value };
  return check.occupants.map((occupant) => ({ n: occupant.n, facts: factsFor(said, occupant, null) }));
};

/** The same facts as the published document, to travel with the record: the server must come to the same answer. */
export const factDocuments = (check: Check, at: FactsAt): readonly unknown[] =>
  factsOf(check, at).map(({ facts }) => documentOf(facts));
