import type { HeldPass, PassConditions } from '../passes/terms.ts';
import { ageInYears } from './age.ts';
import { levelOf, noLevel, rankOf, type AreaList } from './areas.ts';
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
  /** Of the pack that decides; absent when it has no list. */
  readonly areas?: AreaList | null;
  /** What is known of the lorry's freight trip; absent when nobody could be asked, or it is no lorry. */
  readonly trip?: TripSaid | null;
}

/** As much of a freight trip as facts are made of. */
export interface TripSaid {
  readonly announced: boolean;
  readonly inside?: boolean;
  readonly hasConsignee?: boolean;
  readonly hasPermit?: boolean;
  /** Absent: nobody looked. */
  readonly sealIntact?: boolean | null;
  /** When it must be out again. */
  readonly dueAt?: string | null;
}

/** What came of reading an occupant's code (docs/certificates.md). */
export interface CertificateSaid {
  readonly outcome: string;
  readonly testKind?: string | null;
  readonly result?: string | null;
  readonly sampledAt?: string | null;
  readonly reportedAt?: string | null;
  /** False for vaccination and recovery certificates, which hold no test. */
  readonly isTest?: boolean;
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
  /** Absent: nobody asked. `lastDay` is the last local day there. */
  readonly stays?: readonly { readonly region: string; readonly lastDay: string }[];
  readonly mask?: boolean;
  readonly itinerary?: string;
  readonly venueCode?: boolean;
  readonly companions?: number;
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
const minutes = (from: string | null | undefined, at: number): number | null => {
  const start = from == null ? NaN : Date.parse(from);
  return start <= at ? Math.floor((at - start) / 60_000) : null;
};

const temperature = (tenths: number | undefined): number | null =>
  tenths !== undefined && tenths >= lowestTenths && tenths <= highestTenths ? tenths : null;

/** The strictest level among the stays told, and the days since the last of that level. */
const stays = (
  { areas, at, utcOffsetMinutes }: CheckSaid,
  told: OccupantSaid['stays'],
): Partial<Record<FactPath, Maybe>> => {
  if (!areas || !told) return {};
  const today = Math.floor((at + utcOffsetMinutes * 60_000) / 86_400_000);
  const listed = told.map(({ region, lastDay }) => ({
    level: levelOf(areas, region, at),
    days: Math.max(0, today - Date.parse(lastDay) / 86_400_000),
  }));
  const strictest = Math.max(-1, ...listed.map(({ level }) => rankOf(areas, level)));
  const level = areas.levels[strictest]?.id ?? noLevel;
  const days = listed.filter((stay) => stay.level === level).map((stay) => stay.days);
  return { 'stay.level': level, 'stay.daysSince': level === noLevel ? null : Math.min(...days) };
};

/** Signature, trust and time window held, and it is a test: what it says counts as signed. */
const isSignedTest = ({ outcome, isTest = true }: CertificateSaid): boolean =>
  isTest && ['accepted', 'too-old', 'result-positive', 'result-empty'].includes(outcome);

/** Whatever its maker claims, a test without a code that holds was only seen. */
const testFacts = (
  { at }: CheckSaid,
  { test }: OccupantSaid,
  certificate: CertificateSaid | null,
): Partial<Record<FactPath, Maybe>> => {
  const signed = certificate && isSignedTest(certificate) ? certificate : null;
  const said = signed ?? test;
  return {
    'test.shown': said != null,
    'test.result': result(said?.result),
    'test.kind': signed?.testKind,
    'test.source': signed ? 'signed' : test && 'seen',
    'test.sampleAgeMinutes': minutes(said?.sampledAt, at),
    'test.reportAgeMinutes': minutes(said?.reportedAt, at),
  };
};

const result = (said: string | null | undefined): string | null =>
  said === 'negative' || said === 'positive' ? said : null;

/** Whether what was shown is what the pass asks for; null while the code is not seen yet. */
const conditionsMet = (asked: PassConditions, facts: Partial<Record<FactPath, Maybe>>): boolean | null => {
  if (asked.testHours != null) {
    const age = facts[asked.testFrom === 'report' ? 'test.reportAgeMinutes' : 'test.sampleAgeMinutes'];
    if (facts['test.result'] !== 'negative' || typeof age !== 'number' || age > asked.testHours * 60) return false;
  }
  if (asked.healthCode == null) return true;
  return facts.healthCode == null ? null : facts.healthCode === asked.healthCode;
};

/** Nobody knows of no pass while nobody can be asked. */
const passFacts = (
  pass: HeldPass | null,
  isKnown: boolean,
  facts: Partial<Record<FactPath, Maybe>>,
): Partial<Record<FactPath, Maybe>> => {
  if (!pass) return isKnown ? { 'pass.held': false, 'pass.valid': false } : {};
  return {
    'pass.held': true,
    'pass.state': pass.state,
    'pass.valid': pass.state === 'active',
    'pass.conditionsMet': conditionsMet(pass.conditions, facts),
  };
};

/** Of a lorry that nobody announced and nobody let in, only that is known. */
const tripFacts = ({ trip, at }: CheckSaid): Partial<Record<FactPath, Maybe>> => {
  if (!trip) return {};
  if (!trip.announced && !trip.inside) return { 'trip.announced': false, 'trip.inside': false };
  return {
    'trip.announced': trip.announced,
    'trip.inside': trip.inside ?? false,
    'trip.hasConsignee': trip.hasConsignee ?? false,
    'trip.hasPermit': trip.hasPermit ?? false,
    'trip.sealIntact': trip.sealIntact,
    'trip.minutesLeft': trip.dueAt == null ? null : Math.floor((Date.parse(trip.dueAt) - at) / 60_000),
  };
};

/**
 * The facts of one person, as rules read them. The server makes the same in `CheckFacts.cs`; `packs/vectors/facts.json` holds both to it.
 * @param occupant null when nobody was recorded yet, so that an emergency still goes first
 * @param standing null when it could not be asked, as on every phone that is offline
 * @param certificate what came of the occupant's code; null when none was shown
 * @param pass the commuter pass the person showed or is known to have
 */
export const factsFor = (
  check: CheckSaid,
  occupant: OccupantSaid | null,
  standing: readonly StandingSaid[] | null,
  certificate: CertificateSaid | null = null,
  pass: HeldPass | null = null,
): Facts => {
  const all: Partial<Record<FactPath, Maybe>> = {
    category: check.category,
    direction: check.direction,
    role: occupant?.role,
    'outbreak.inForce': check.outbreakInForce,
    way: occupant?.way,
    ageYears: occupant?.document && ageInYears(occupant.document, check.at, check.utcOffsetMinutes),
    originRegion: occupant?.originRegion,
    'origin.level': check.areas && occupant?.originRegion && levelOf(check.areas, occupant.originRegion, check.at),
    temperatureTenths: temperature(occupant?.temperatureTenths),
    healthCode: occupant?.healthCode,
    mask: occupant?.mask,
    itinerary: occupant?.itinerary,
    venueCode: occupant?.venueCode,
    companions: occupant?.companions,
    'vehicle.present': check.vehicle !== null,
    'vehicle.plateUnreadable': check.vehicle?.plateUnreadable,
    'vehicle.kind': check.vehicle?.kind,
    ...tripFacts(check),
    'standing.poolPositive': has(standing, 'pool-positive', check.at),
    'standing.orderInForce': has(standing, 'order-in-force', check.at),
    'standing.arrivalNotHandedOver': has(standing, 'arrival-not-handed-over', check.at),
    ...(occupant && {
      'stay.told': occupant.stays !== undefined,
      'certificate.shown': certificate !== null,
      'certificate.outcome': certificate?.outcome,
      ...stays(check, occupant.stays),
      ...testFacts(check, occupant, certificate),
    }),
  };
  if (occupant) Object.assign(all, passFacts(pass, standing !== null, all));
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
