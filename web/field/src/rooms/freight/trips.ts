import { readPlate } from '@redvest/shared';
import { recordOf } from '../../device/outbox.ts';
import type { Entry } from '../../device/store.ts';

/** A freight trip, as the bundle brings them (docs/custody.md). */
export interface Trip {
  readonly id: string;
  readonly consignor: string | null;
  readonly consignee: string | null;
  readonly goods: string | null;
  readonly plate: string | null;
  readonly trailer: string | null;
  readonly permit: string | null;
  readonly announced: boolean;
  readonly expectedAt: string | null;
  readonly stage: string | null;
  readonly escort: string | null;
  readonly enteredAt: string | null;
  readonly dueAt: string | null;
  readonly seal: string | null;
  /** What the last look at the seal found, intact or broken; null or absent: nobody looked. */
  readonly sealFound?: string | null;
  readonly breached: boolean;
  readonly crew: readonly { readonly role: string; readonly name: string; readonly tail: string | null }[];
}

interface Body {
  readonly plate?: string | null;
  readonly consignee?: string;
  readonly goods?: string;
  readonly seal?: string;
  readonly intact?: boolean;
  readonly escort?: string;
  readonly category?: string;
  readonly direction?: string;
  readonly vehicle?: { readonly plate?: string | null } | null;
}

const usualHours = 24;

const opened = (id: string): Trip => ({
  id,
  consignor: null,
  consignee: null,
  goods: null,
  plate: null,
  trailer: null,
  permit: null,
  announced: false,
  expectedAt: null,
  stage: null,
  escort: null,
  enteredAt: null,
  dueAt: null,
  seal: null,
  breached: false,
  crew: [],
});

/** Whatever is recorded of a lorry on the spot: it is in, and its clock runs. */
const entered = (trip: Trip, at: number): Trip =>
  trip.enteredAt
    ? trip
    : {
        ...trip,
        stage: 'entered',
        enteredAt: new Date(at).toISOString(),
        dueAt: new Date(at + usualHours * 3_600_000).toISOString(),
      };

const lay = (before: Trip, entry: Entry, body: Body): Trip | null => {
  if (entry.kind === 'trips.closed') return null;
  const trip = entered(before, entry.at);
  switch (entry.kind) {
    case 'trips.entered':
      return {
        ...trip,
        plate: body.plate ?? trip.plate,
        consignee: body.consignee ?? trip.consignee,
        goods: body.goods ?? trip.goods,
      };
    case 'trips.sealed':
      return { ...trip, seal: body.seal ?? null };
    case 'trips.seal-checked':
      return {
        ...trip,
        sealFound: body.intact === false ? 'broken' : 'intact',
        breached: trip.breached || body.intact === false,
      };
    case 'trips.escorted':
      return { ...trip, escort: body.escort ?? null };
    case 'trips.loading':
      return { ...trip, stage: 'loading' };
    case 'trips.returning':
      return { ...trip, stage: 'returning' };
    case 'trips.exit':
      return { ...trip, stage: 'exit' };
    default:
      return trip;
  }
};

/** The lorries of this post: the centre's last list, and over it what this phone recorded and the list cannot hold yet. */
export const tripsNow = (list: readonly Trip[], entries: readonly Entry[], asOf: number): readonly Trip[] => {
  const trips = new Map(list.map((trip) => [trip.id, trip]));
  for (const entry of [...entries].sort((one, other) => one.seq - other.seq)) {
    const isNews = entry.state === 'waiting' || (entry.state === 'sent' && (entry.sentAt ?? 0) > asOf);
    if (!isNews || !entry.kind.startsWith('trips.')) continue;
    const after = lay(trips.get(entry.subject) ?? opened(entry.subject), entry, recordOf(entry).body as Body);
    if (after) trips.set(entry.subject, after);
    else trips.delete(entry.subject);
  }
  return [...trips.values()];
};

export const isOverdue = (trip: Pick<Trip, 'dueAt'>, now: number): boolean =>
  trip.dueAt !== null && Date.parse(trip.dueAt) < now;

/** Inside, overdue first; then the longest here. */
export const inside = (trips: readonly Trip[]): readonly Trip[] =>
  trips
    .filter(({ enteredAt }) => enteredAt !== null)
    .sort((one, other) => Date.parse(one.dueAt ?? '') - Date.parse(other.dueAt ?? ''));

/** Announced and not here, by the hour they are expected in. */
export const expected = (trips: readonly Trip[]): readonly Trip[] =>
  trips
    .filter(({ enteredAt, expectedAt }) => enteredAt === null && expectedAt !== null)
    .sort((one, other) => Date.parse(one.expectedAt ?? '') - Date.parse(other.expectedAt ?? ''));

/** The lorry of a plate, expected or inside; found in one scan. */
export const tripOf = (trips: readonly Trip[], plate: string | null | undefined): Trip | null => {
  const text = plate ? readPlate(plate).text : '';
  return text === '' ? null : (trips.find((trip) => trip.plate === text || trip.trailer === text) ?? null);
};

/** A lorry this phone's lane has checked. */
export interface Checked {
  readonly passage: string;
  readonly plate: string;
  readonly at: number;
  readonly direction: string;
}

/** The lorries this phone checked, the last first. */
export const checkedLorries = (entries: readonly Entry[]): readonly Checked[] => {
  const seen = new Map<string, Checked>();
  for (const entry of entries) {
    if (entry.kind !== 'checkpoints.check-started') continue;
    const body = recordOf(entry).body as Body;
    const plate = body.vehicle?.plate ?? '';
    if (body.category === 'freight' && plate !== '')
      seen.set(entry.subject, { passage: entry.subject, plate, at: entry.at, direction: body.direction ?? '' });
  }
  return [...seen.values()].sort((one, other) => other.at - one.at);
};

/** The lane's record of a lorry; from a moment on, for the way out. */
export const passageOf = (checked: readonly Checked[], plate: string | null, after = 0): string | undefined =>
  checked.find((one) => one.plate === plate && one.at > after)?.passage;

/** The one next act for a lorry that is inside. */
export type Act = 'seal' | 'loading' | 'returning' | 'exit';

export const nextAct = (trip: Trip): Act => {
  if (trip.stage === 'loading') return 'returning';
  if (trip.stage === 'returning' || trip.stage === 'exit') return 'exit';
  return trip.seal === null ? 'seal' : 'loading';
};
