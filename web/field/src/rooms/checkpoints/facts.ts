import type { Check, Occupant } from './check.ts';

type Fact = string | number | boolean | undefined;
type Document = Record<string, unknown>;

/** A fact and its `…Known` sibling; an unknown fact is left out. */
const facts = (values: Record<string, Fact>): Document =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined
        ? [[`${name}Known`, false]]
        : [
            [name, value],
            [`${name}Known`, true],
          ],
    ),
  );

const minutesSince = (instant: string | undefined, now: number): number | undefined =>
  instant === undefined ? undefined : Math.floor((now - Date.parse(instant)) / 60_000);

/** Completed years from the birth date inside a resident's number, in the county's calendar. */
export const ageYears = (occupant: Occupant, localToday: string): number | undefined => {
  if (occupant.document?.kind !== 'resident-id' || !/^\d{17}[\dX]$/.test(occupant.document.number)) return undefined;
  const birth = occupant.document.number.slice(6, 14);
  const today = localToday.replaceAll('-', '');
  return Math.floor((Number(today) - Number(birth)) / 10_000);
};

export interface FactsAt {
  readonly now: number;
  readonly localToday: string;
  readonly outbreakInForce: boolean;
}

/**
 * The facts of one person as `packs/facts.schema.json` names them, as far as a phone can know them: what a person's
 * standing is, only the centre knows.
 */
export const factsOf = (check: Check, occupant: Occupant, at: FactsAt): Document => ({
  ...facts({
    category: check.category,
    direction: check.direction,
    role: occupant.role,
    way: occupant.way,
    ageYears: ageYears(occupant, at.localToday),
    originRegion: occupant.originRegion,
    temperatureTenths: occupant.temperatureTenths,
    healthCode: occupant.healthCode,
    mask: occupant.mask,
  }),
  outbreak: facts({ inForce: at.outbreakInForce }),
  test: facts({
    shown: occupant.test !== undefined,
    result: occupant.test?.result === 'unknown' ? undefined : occupant.test?.result,
    source: occupant.test?.source,
    sampleAgeMinutes: minutesSince(occupant.test?.sampledAt, at.now),
    reportAgeMinutes: minutesSince(occupant.test?.reportedAt, at.now),
  }),
  vehicle: facts({
    present: check.vehicle !== null,
    plateUnreadable: check.vehicle?.plateUnreadable,
    kind: check.vehicle?.kind,
  }),
  standing: facts({ poolPositive: undefined, orderInForce: undefined, arrivalNotHandedOver: undefined }),
});
