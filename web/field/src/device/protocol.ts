import type { Bilingual, Verdict } from '@redvest/shared';
import type { PassConditions } from '@redvest/shared/passes';

/** The server's word on one record. A code from a newer server is kept and shown, never guessed. */
export type Outcome = 'stored' | 'already-stored' | 'later' | 'waiting-for' | 'conflict' | 'refused' | (string & {});

export interface OutcomeOfRecord {
  readonly id: string;
  readonly outcome: Outcome;
  readonly code?: string | null;
  readonly detail?: string | null;
  readonly eventTime?: string | null;
  readonly estimated?: boolean;
  readonly answer?: unknown;
}

export interface PushAnswer {
  readonly epoch: number;
  readonly ticket: string;
  readonly revision: number;
  readonly contiguous: number;
  readonly gaps: readonly (readonly [number, number])[];
  readonly outcomes: readonly OutcomeOfRecord[];
}

export interface Enrolled {
  readonly deviceId: string;
  readonly owner: number;
  readonly checkpointId: string;
  readonly serverKey: string;
  readonly epoch: number;
  readonly ticket: string;
}

export interface SessionAnswer {
  readonly token: string;
  readonly expiresAt: string;
  readonly ticket: string;
  readonly epoch: number;
}

export type Direction = 'in' | 'out';
export const categories = ['local', 'commuter', 'freight', 'outside', 'transit', 'emergency'] as const;
export type Category = (typeof categories)[number];

export interface Lane {
  readonly id: string;
  readonly number: number;
  readonly name: Bilingual;
  readonly direction: Direction;
  readonly category: string;
  readonly open: boolean;
  /** When it was last opened or closed; absent: never. */
  readonly since?: string | null;
}

export interface Post {
  readonly owner: number;
  readonly ownerName: Bilingual;
  readonly checkpoint: {
    readonly id: string;
    readonly name: Bilingual;
    readonly kind: string;
    /** HH:MM-HH:MM, county time; absent: round the clock. */
    readonly hours?: string | null;
  };
  readonly lanes: readonly Lane[];
  /** What the post has besides its lanes; absent in a bundle of an older server. */
  readonly stations?: readonly {
    readonly id: string;
    readonly number: number;
    readonly kind: string;
    readonly name: Bilingual;
    readonly zone: string;
    readonly capacity?: number | null;
  }[];
  readonly shifts: readonly { readonly number: number; readonly start: string }[];
  readonly utcOffsetMinutes: number;
}

export interface Staff {
  readonly id: string;
  readonly name: string;
  readonly homeUnit: string;
}

export interface Settings {
  readonly answerWaitMs: number;
  readonly keepHours: number;
  readonly minimumAppVersion?: string;
}

export interface PackId {
  readonly id: string;
  readonly version: string | number;
}

export interface ProposedOccupant {
  readonly n: number;
  readonly verdict: Verdict;
  readonly mustLook: boolean;
  readonly rules: readonly string[];
  readonly name?: string;
  readonly tail?: string;
  readonly recognised: boolean;
  readonly standing?: readonly { readonly facet: string; readonly value: unknown; readonly until?: string }[];
  readonly pass?: { readonly number: string; readonly state: string; readonly until: string };
}

export interface Proposal {
  readonly verdict: Verdict;
  readonly mustLook: boolean;
  readonly pack: PackId;
  readonly occupants: readonly ProposedOccupant[];
  /** Only in a device's proposal: the age of what it decided with. */
  readonly bundleAsOf?: string;
}

export type DocumentKind = 'resident-id' | 'passport' | 'hmt-permit' | 'hmt-residence' | 'foreign-residence' | 'other';

export interface Recognition {
  readonly recognised: boolean;
  readonly vehicle?: {
    readonly plate: string;
    readonly kind?: string | null;
    readonly category?: string | null;
    readonly plateColour?: string | null;
    readonly unusual?: boolean;
  } | null;
  readonly occupants: readonly {
    readonly person: string;
    readonly name: string;
    readonly tail: string;
    readonly role?: string | null;
    readonly category?: string | null;
    readonly pass?: PassKnown | null;
  }[];
  /** What the people before the lane wrote of themselves in the queue. */
  readonly registered?: Registered | null;
}

export interface Registered {
  readonly id: string;
  readonly number: string;
  /** Null on foot. */
  readonly plate?: string | null;
  readonly at: string;
  readonly occupants: readonly {
    readonly person: string;
    readonly name: string;
    readonly tail: string;
    readonly way: string;
    readonly origin?: string | null;
    readonly pass?: PassKnown | null;
  }[];
}

/** What the centre knows of a person's commuter pass, here and now. */
export interface PassKnown {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly reason?: string | null;
  readonly validTo: string;
  readonly conditions: PassConditions;
  readonly employer?: Bilingual | null;
}

/** What is asked of the centre about a passer: exactly one of the four. */
export type RecogniseQuestion =
  | { readonly plate: string }
  | { readonly code: string }
  /** The short number people got when they registered themselves. */
  | { readonly registration: string }
  | { readonly document: { readonly kind: DocumentKind; readonly number: string } };
