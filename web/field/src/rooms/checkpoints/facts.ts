import { offsetMinutes } from '@redvest/shared';
import type { Reading } from '@redvest/shared/certificates';
import {
  type AreaList,
  type CertificateSaid,
  type CheckSaid,
  documentOf,
  type Facts,
  factsFor,
} from '@redvest/shared/rules';
import type { Trip } from '../freight/trips.ts';
import type { Check } from './check.ts';
import { tripSaid } from './trip-facts.ts';

/** What a phone can know when it decides: of a person's standing only the centre knows. */
export interface FactsAt {
  readonly now: number;
  readonly outbreakInForce: boolean;
  /** The list of areas of the pack that decides; absent when it has none. */
  readonly areas?: AreaList | null | undefined;
  /** The lorries of the post, expected and inside; absent: the bundle has none yet. */
  readonly trips?: readonly Trip[] | undefined;
}

export interface FactsOfOne {
  readonly n: number;
  readonly facts: Facts;
}

const common = (
  { direction, category, vehicle }: Check,
  { now, outbreakInForce, areas, trips }: FactsAt,
): CheckSaid => ({
  direction,
  category,
  vehicle,
  outbreakInForce,
  at: now,
  utcOffsetMinutes: offsetMinutes.value,
  areas: areas ?? null,
  trip: trips === undefined || category !== 'freight' ? null : tripSaid(trips, vehicle?.plate ?? null, now),
});

const iso = (instant: number | null | undefined): string | null =>
  instant == null ? null : new Date(instant).toISOString();

/** What rules may know of a code: the server says the same of its own reading. */
const certificateSaid = ({ outcome, test }: Reading): CertificateSaid => ({
  outcome,
  testKind: test === null || test.kind === 'unknown' ? null : test.kind,
  result: test?.result ?? null,
  sampledAt: iso(test?.sampledAt),
  reportedAt: iso(test?.reportedAt),
});

/** The facts of each occupant, as the pack's rules read them. */
export const factsOf = (check: Check, at: FactsAt): readonly FactsOfOne[] =>
  check.occupants.map((occupant) => {
    const certificate = occupant.certificate ? certificateSaid(occupant.certificate) : null;
    return { n: occupant.n, facts: factsFor(common(check, at), occupant, null, certificate, occupant.pass ?? null) };
  });

/** What is known before anybody is recorded: enough for an emergency to go first. */
export const factsOfNobody = (check: Check, at: FactsAt): FactsOfOne => ({
  n: 0,
  facts: factsFor(common(check, at), null, null),
});

/** The same facts as the published document, to travel with the record: the server must come to the same answer. */
export const factDocuments = (check: Check, at: FactsAt): readonly unknown[] =>
  factsOf(check, at).map(({ facts }) => documentOf(facts));
