import type { PlateColour, Verdict } from '@redvest/shared';
import type { GateItem } from '@redvest/shared/gates';
import type { Reading } from '@redvest/shared/certificates';
import type { PassHere } from '../passes/pass.ts';
import type { Category, Direction, DocumentKind, Proposal } from '../../device/protocol.ts';

export type Way = 'card' | 'code' | 'pass' | 'self' | 'proxy' | 'manual' | 'known' | 'none';
export type HealthCode = 'green' | 'yellow' | 'red' | 'grey' | 'none';

export interface TestSeen {
  readonly result: 'negative' | 'positive' | 'unknown';
  readonly sampledAt?: string;
  readonly reportedAt?: string;
  readonly source: 'seen' | 'signed';
}

/** One person at the lane: how we know who it is, and what was seen. */
export interface Occupant {
  readonly n: number;
  readonly role: 'driver' | 'passenger' | 'pedestrian';
  readonly way: Way;
  readonly person?: string;
  readonly document?: { readonly kind: DocumentKind; readonly number: string };
  readonly code?: string;
  readonly name?: string;
  readonly phone?: string;
  readonly temperatureTenths?: number;
  readonly temperatureMethod?: string;
  readonly healthCode?: HealthCode;
  readonly test?: TestSeen;
  readonly originRegion?: string;
  readonly mask?: boolean;
  readonly itinerary?: 'clear' | 'starred' | 'none' | 'foreign';
  readonly venueCode?: boolean;
  readonly companions?: number;
  /** Absent: lives here, or nobody asked. */
  readonly visitor?: 'visitor' | 'returnee';
  /** To the gate's own questions, by item. */
  readonly answers?: Readonly<Record<string, boolean>>;
  readonly note?: string;
  /** What this phone read of the code, for the card and the facts; it does not travel: the centre reads the code itself. */
  readonly certificate?: Reading;
  /** The commuter pass that was shown, or that the centre knows of; it does not travel. */
  readonly pass?: PassHere;
  /** Only for the screen, from the centre's answer: masked name and last four characters. */
  readonly shown?: { readonly name: string; readonly tail: string };
}

export interface Vehicle {
  readonly plate: string | null;
  readonly plateUnreadable: boolean;
  /** Not one of the everyday forms: looked at twice, never refused. */
  readonly unusual: boolean;
  readonly kind?: string;
  /** As the officer saw it, or as the form of the plate says. */
  readonly plateColour?: PlateColour;
  /** What the centre knows it as, to compare with; it does not travel. */
  readonly knownColour?: PlateColour;
}

/** One passage being checked. */
export interface Check {
  readonly subject: string;
  readonly startedWall: number;
  readonly direction: Direction;
  readonly category: Category;
  /** The officer said which: an answer that comes late does not change it. */
  readonly sorted?: boolean;
  /** Null for pedestrians. */
  readonly vehicle: Vehicle | null;
  readonly occupants: readonly Occupant[];
  readonly disinfected?: boolean;
  /** Counts every change of evidence; an answer to an older one is not this check's answer. */
  readonly revision: number;
  /** The revision that was stored last; 0 before the first. */
  readonly stored: number;
}

/** What the verdict card shows. Once a proposal is shown it stays until the evidence changes. */
export type Card =
  | { readonly kind: 'open' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'shown'; readonly source: 'server' | 'device' | 'none'; readonly proposal: Proposal | null };

/** What an officer gave, kept on the screen until the next passer. */
export interface Given {
  readonly subject: string;
  readonly verdict: Verdict;
  readonly persons: number;
  readonly plate: string | null;
  readonly left: boolean;
}

/** What is still to be seen of one person before the rules can speak. */
export type Missing =
  | { readonly n: number; readonly what: 'temperature' | 'health-code' }
  | { readonly n: number; readonly what: 'item'; readonly item: GateItem };

export const openCard: Card = { kind: 'open' };

/** The first person who has no temperature yet. */
export const unmeasured = (check: Check): Occupant | undefined =>
  check.occupants.find((occupant) => occupant.temperatureTenths === undefined);

/** Numbers 1, 2, 3 … and one driver in a vehicle. */
export const inOrder = (occupants: readonly Occupant[], vehicle: Vehicle | null): readonly Occupant[] => {
  const driver = occupants.findIndex((occupant) => occupant.role === 'driver');
  return occupants.map((occupant, at) => ({
    ...occupant,
    n: at + 1,
    role: vehicle === null ? 'pedestrian' : at === Math.max(driver, 0) ? 'driver' : 'passenger',
  }));
};
