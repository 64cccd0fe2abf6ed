import type { Bilingual } from '@redvest/shared';

/** What a shift hands over; the same on phone and server (docs/shifts.md). */
export interface HandoverSheet {
  readonly day: string;
  readonly shift: number;
  readonly at: string;
  readonly persons: readonly SheetPerson[];
  readonly trips: readonly SheetTrip[];
  readonly devices: readonly SheetDevice[];
  readonly incidents: readonly SheetIncident[];
  readonly rules: readonly RuleInForce[];
  readonly figures: Readonly<Record<string, number>>;
  readonly unsigned: readonly { readonly day: string; readonly shift: number }[];
  readonly lines: readonly SheetLine[];
  readonly notes?: string | null;
}

export interface SheetPerson {
  readonly id: string;
  readonly name: string;
  readonly tail?: string | null;
  readonly plate?: string | null;
  readonly given?: string | null;
  readonly stage?: string | null;
  readonly since: string;
  readonly next?: string | null;
  readonly dueAt?: string | null;
  readonly needs: readonly string[];
}

export interface SheetTrip {
  readonly id: string;
  readonly plate?: string | null;
  readonly to?: string | null;
  readonly seal?: string | null;
  readonly stage?: string | null;
  readonly since: string;
  readonly dueAt?: string | null;
}

export interface SheetDevice {
  readonly id: string;
  readonly name: string;
  readonly battery?: number | null;
  readonly owes: number;
  readonly seenAt?: string | null;
}

export interface SheetIncident {
  readonly id: string;
  readonly level?: number | null;
  readonly type?: string | null;
  readonly text: string;
  readonly at: string;
}

export interface SheetLine {
  readonly what: string;
  readonly count: string;
}

export interface RuleInForce {
  readonly kind: string;
  readonly id: string;
  readonly version: string;
  readonly name: Bilingual;
  readonly since: string;
  readonly isNew: boolean;
  readonly changes: readonly { readonly what: string; readonly rule: string; readonly text: Bilingual }[];
}

/** A handover as the centre knows it. */
export interface KnownHandover {
  readonly row: {
    readonly id: string;
    readonly day: string;
    readonly shift: number;
    readonly state: string;
    readonly conflict: boolean;
    readonly offeredBy?: string | null;
    readonly offeredAt: string;
    readonly takenBy?: string | null;
    readonly takenAt?: string | null;
  };
  readonly offeredBy?: string | null;
  readonly digest: string;
  readonly snapshot?: string | null;
}

export interface LogSaid {
  readonly id: string;
  readonly kind: string;
  readonly at: string;
  readonly by?: string | null;
  readonly text?: string | null;
  readonly level?: number | null;
  readonly from?: string | null;
  readonly lesson?: string | null;
}

export interface LogEntry {
  readonly id: string;
  readonly what: string;
  readonly at: string;
  readonly type?: string | null;
  /** The level somebody gave it last; how far it climbed since says `reached`. */
  readonly givenLevel?: number | null;
  readonly levelSince?: string | null;
  readonly acknowledgedAt?: string | null;
  readonly closedAt?: string | null;
  readonly records: readonly LogSaid[];
}

/** The section `shift` of the bundle. */
export interface ShiftSection {
  readonly draft: HandoverSheet;
  /** Figures of the shift before the one that runs. */
  readonly before?: {
    readonly day: string;
    readonly shift: number;
    readonly figures: Readonly<Record<string, number>>;
  };
  readonly handovers: readonly KnownHandover[];
  readonly log: readonly LogEntry[];
  readonly clocks: Readonly<Record<string, number>>;
}
