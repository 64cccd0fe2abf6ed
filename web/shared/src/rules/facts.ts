import { ageInYears } from './age.ts';
import { factList, factPaths, type FactPath, type Facts } from './fact-list.ts';

/** What all persons of one check have in common. */
export interface CheckSaid {
  readonly direction: string;
  readonly category: string;
  /** Null for pedestrians. */
  readonly vehicle: { readonly plateUnreadable: boolean; readonly kind?: string } | null;
  /** Null when it is not known. */
  readonly outbreakInForce: boolean | null;
  /** Milliseconds since 1970: ages and ends are counted to it. */
  readonly at: number;
  /** The owner's, for the local day on which somebody turns a year older. */
  readonly utcOffsetMinutes: number;
}

/** As much of an occupant (docs/protocol.md §6) as facts are made of. */
export interface OccupantSaid {
  readonly role: string;
  readonly way: string;
  readonly document?: { readonly kind: string; readonly number: string };
  readonly temperatureTenths?: number;
  readonly healthCode?: string;
  readonly test?: {
    readonly result: string;
    readonly sampledAt?: string;
    readonly reportedAt?: string;
    readonly source: string;
  };
  readonly originRegion?: string;
  readonly mask?: boolean;
}

/** One facet of a person's standing; the value `no` lifts it. */
export interface StandingSaid {
  readonly facet: string;
  readonly value: string;
  readonly until?: string | null;
}

// Outside of what a thermometer for people shows, a number is a slip of the finger and not a temperature.
const lowestTenths = 340;
const highestTenths = 430;

type Maybe = string | number | boolean | null | undefined;

const has = (standing: readonly StandingSaid[] | null, facet: string, at: number): boolean | null =>
  standing?.some(
    (one) => one.facet === facet && one.value !== 'no' && !(one.until != null && Date.parse(one.until) <= at),
  ) ?? null;

/** Whole minutes; a time that has not come yet is no evidence. */
const minutes = (from: string | undefined, at: number): number | null => {
  const start = from === undefined ? NaN : Date.parse(from);
  return start <= at ? Math.floor((at - start) / 60_000) : null;
};

const temperature = (tenths: number | undefined): number | null =>
  tenths !== undefined && tenths >= lowestTenths && tenths <= highestTenths ? tenths : null;

const result = (said: string | undefined): string | null => (said === 'negative' || said === 'positive' ? said : null);

/**
 * The facts of one person, as rules read them. The server makes the same in `CheckFacts.cs`; `packs/vectors/facts.json` holds both to it.
 * @param occupant null when nobody was recorded yet, so that an emergency still goes first
 * @param standing null when it could not be asked, as on every phone that is offline
 */
export const factsFor = (
  check: CheckSaid,
  occupant: OccupantSaid | null,
  standing: readonly StandingSaid[] | null,
): Facts => {
  const test = occupant?.test;
  const all: Record<FactPath, Maybe> = {
    category: check.category,
    direction: check.direction,
    role: occupant?.role,
    'outbreak.inForce': check.outbreakInForce,
    way: occupant?.way,
    ageYears: occupant?.document && ageInYears(occupant.document, check.at, check.utcOffsetMinutes),
    originRegion: occupant?.originRegion,
    temperatureTenths: temperature(occupant?.temperatureTenths),
    healthCode: occupant?.healthCode,
    mask: occupant?.mask,
    'test.shown': occupant ? test != null : null,
    'test.result': result(test?.result),
    'test.source': test?.source,
    'test.sampleAgeMinutes': minutes(test?.sampledAt, check.at),
    'test.reportAgeMinutes': minutes(test?.reportedAt, check.at),
    'vehicle.present': check.vehicle !== null,
    'vehicle.plateUnreadable': check.vehicle?.plateUnreadable,
    'vehicle.kind': check.vehicle?.kind,
    'standing.poolPositive': has(standing, 'pool-positive', check.at),
    'standing.orderInForce': has(standing, 'order-in-force', check.at),
    'standing.arrivalNotHandedOver': has(standing, 'arrival-not-handed-over', check.at),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value != null));
};

/** The published document (`packs/facts.schema.json`): groups nested, every fact with its `…Known` sibling, unknown facts left out. */
export const documentOf = (facts: Facts): Record<string, unknown> => {
  const document: Record<string, unknown> = {};
  for (const path of factPaths) {
    const [name = '', inner] = path.split('.');
    const group = inner === undefined ? document : ((document[name] ??= {}) as Record<string, unknown>);
    const value = facts[path];
    if (value !== undefined) group[inner ?? name] = value;
    group[`${inner ?? name}Known`] = value !== undefined;
  }
  return document;
};

const fits = (path: FactPath, value: unknown): value is string | number | boolean => {
  const { type } = factList[path];
  return type === 'integer' ? Number.isSafeInteger(value) : typeof value === type;
};

const member = (document: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce(
      (at, name) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined),
      document,
    );

/** Reads a document: a fact counts as known only if its sibling says so and its value has the right type. */
export const parseDocument = (document: unknown): Facts =>
  Object.fromEntries(
    factPaths
      .filter((path) => member(document, `${path}Known`) === true && fits(path, member(document, path)))
      .map((path) => [path, member(document, path)]),
  );
