import { call, type Bilingual, type Problem, type Result, type Verdict } from '@redvest/shared';

/** The server's answers as the office reads them. A code that a newer server added is a string we show as it stands. */
type Open<T extends string> = T | (string & {});

export type Role = 'administrator' | 'headquarters' | 'post-head' | 'shift-leader' | 'lane-officer' | 'auditor';
export type ScopeKind = 'division' | 'place' | 'organisation' | 'task';

export interface Grant {
  readonly id: string;
  readonly role: Open<Role>;
  readonly scopeKind: Open<ScopeKind>;
  readonly scope: string;
  readonly from: string;
  readonly until: string | null;
}

export interface Me {
  readonly id: string;
  readonly userName: string;
  readonly name: string;
  readonly owner: number;
  readonly ownerName: Bilingual | null;
  readonly mustChangePassword: boolean;
  readonly demo: boolean;
  readonly grants: readonly Grant[];
}

export interface User {
  readonly id: string;
  readonly userName: string;
  readonly name: string;
  readonly disabled: boolean;
  readonly lockedUntil: string | null;
  readonly lastSignInAt: string | null;
  readonly grants: readonly Grant[];
}

export interface SetUp {
  readonly ownerCode: number;
  readonly ownerName: Bilingual;
  readonly checkpoint: {
    readonly name: Bilingual;
    readonly kind: string;
    readonly divisionCode: number;
    readonly lanes: number;
  };
  readonly utcOffsetMinutes: number;
}

export interface Lane {
  readonly id: string;
  readonly number: number;
  readonly name: Bilingual | string;
  readonly direction: string;
  readonly category: string | null;
  readonly open: boolean;
}

export interface Checkpoint {
  readonly id: string;
  readonly name: Bilingual;
  readonly kind: string;
  readonly divisionCode: number;
  readonly divisionName: Bilingual;
  readonly lanes: readonly Lane[];
  /** The county's date now, and the last day on which anything passed. */
  readonly today: string;
  readonly lastDay: string | null;
}

export type PeriodKind = 'day' | 'average' | 'cumulative' | 'snapshot';

export interface FigureValue {
  readonly key: string;
  readonly value: number | null;
  readonly unit: string;
  readonly periodKind: Open<PeriodKind>;
  readonly version: number;
  readonly since: string;
}

export interface Figure {
  readonly key: string;
  readonly name: Bilingual;
  readonly definition: Bilingual;
  readonly unit: string;
  readonly periodKind: Open<PeriodKind>;
  readonly version: number;
  readonly rollUp: string;
}

export interface BoardLane {
  readonly laneId: string;
  readonly number: number;
  readonly name: Bilingual | string;
  readonly queue: number | null;
  readonly queueAt: string | null;
  readonly vehicles: number;
  readonly persons: number;
  readonly p50s: number | null;
  readonly p90s: number | null;
  readonly lastAt: string | null;
}

interface Counted {
  readonly vehicles: number;
  readonly persons: number;
}

export interface Board {
  readonly checkpointId: string;
  readonly day: string;
  readonly asOf: string;
  readonly figures: readonly FigureValue[];
  readonly lanes: readonly BoardLane[];
  readonly hours: readonly (Counted & { readonly hour: number })[];
  readonly shifts: readonly (Counted & { readonly number: number; readonly start: string })[];
  readonly verdicts: readonly (Counted & { readonly verdict: Open<Verdict> | null })[];
  readonly categories: readonly (Counted & { readonly category: string })[];
  readonly devices: readonly {
    readonly id: string;
    readonly name: string;
    readonly lastSeenAt: string | null;
    readonly owes: number;
  }[];
}

export type PassageState = 'at-barrier' | 'in-check' | 'decided' | 'left';

export interface PassageRow {
  readonly id: string;
  readonly laneId: string;
  readonly laneNumber: number;
  readonly direction: string;
  readonly category: string;
  readonly plate: string | null;
  readonly plateUnreadable: boolean;
  readonly persons: number;
  readonly names: readonly string[];
  readonly startedAt: string;
  readonly verdictAt: string | null;
  readonly leftAt: string | null;
  readonly verdict: Open<Verdict> | null;
  readonly mustLook: boolean;
  readonly emergency: boolean;
  readonly serviceSeconds: number | null;
  readonly state: Open<PassageState>;
  readonly corrected: boolean;
  readonly estimated: boolean;
  readonly releasedWhileRestricted: boolean;
  readonly unusual: boolean;
}

export interface Measured {
  readonly value: unknown;
  readonly unit: string;
  /** What it limits, in words. */
  readonly text?: Bilingual | null;
}

export interface RuleSaid {
  readonly id: string;
  readonly kind: Open<'exempt' | 'restrict' | 'permit' | 'otherwise'>;
  readonly outcome: Open<'applies' | 'does-not' | 'unknown' | 'error'>;
  readonly verdict: string | null;
  readonly text: Bilingual;
  readonly source?: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly parameters: Readonly<Record<string, Measured>>;
}

export interface Standing {
  readonly facet: string;
  readonly value: string;
  readonly until?: string | null;
}

export interface PassageOccupant {
  readonly n: number;
  readonly role: string;
  readonly way: string;
  readonly name: string | null;
  readonly tail: string | null;
  readonly temperatureTenths: number | null;
  readonly healthCode: string | null;
  readonly proposed: string | null;
  readonly verdict: string | null;
  readonly mustLook: boolean;
  readonly reason: string | null;
  readonly rules: readonly RuleSaid[];
  readonly facts: Readonly<Record<string, unknown>>;
  readonly standing: readonly Standing[];
  readonly person: string | null;
}

export interface PassageEvent {
  readonly id: string;
  readonly kind: string;
  readonly seq: number;
  /** Null: written in the office, by `byUser`. */
  readonly deviceId: string | null;
  readonly byUser: string | null;
  readonly officer: string | null;
  readonly eventTime: string;
  readonly estimated: boolean;
  readonly receivedAt: string;
  /** What the device's clock said, milliseconds since 1970. */
  readonly deviceWall: number | null;
  readonly body: Readonly<Record<string, unknown>>;
  readonly supersededBy: string | null;
}

/** Where the officer gave another verdict than the proposal shown; `n` null: for the whole vehicle. */
export interface Difference {
  readonly n: number | null;
  readonly given: string;
  readonly proposed: string;
  readonly reason: string | null;
  readonly shown: string | null;
}

/** Somebody released although the centre knew of a stricter outcome. */
export interface Restriction {
  readonly n: number;
  readonly at: string;
  readonly given: string;
  readonly known: string;
  readonly rules: readonly string[];
}

export interface Passage extends PassageRow {
  readonly checkpointId: string;
  readonly vehicle: { readonly plate: string | null; readonly kind: string | null } | null;
  readonly proposed: string | null;
  readonly occupants: readonly PassageOccupant[];
  readonly events: readonly PassageEvent[];
  readonly pack: { readonly id: string; readonly version: number } | null;
  readonly differences: readonly Difference[];
  readonly restrictions: readonly Restriction[];
}

export interface Correction {
  readonly id: string;
  readonly corrects: string;
  readonly changes: Readonly<Record<string, unknown>>;
  readonly reason: string;
}

export interface Device {
  readonly id: string;
  readonly name: string;
  readonly checkpointId: string;
  readonly checkpointName: Bilingual | string;
  readonly kind: Open<'lane' | 'drill'>;
  readonly enrolledAt: string;
  readonly lastSeenAt: string | null;
  readonly contiguous: number;
  readonly highest: number;
  readonly gaps: readonly (readonly [number, number])[];
  readonly revokedAt: string | null;
  readonly revokedReason: string | null;
}

export interface EnrolmentCode {
  readonly code: string;
  readonly expiresAt: string;
  readonly address: string;
  readonly qrSvg: string;
}

export interface KeptRecord {
  readonly id: string;
  readonly deviceId: string;
  readonly deviceName: string;
  readonly seq: number;
  readonly kind: string;
  readonly outcome: string;
  readonly code: string | null;
  readonly at: string;
}

export interface Rows<T> {
  readonly rows: readonly T[];
}
export interface Page<T> extends Rows<T> {
  readonly next: string | null;
}

/** What the server refused, as an error that queries and forms can hold. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

let onRefused: (problem: Problem) => void = () => undefined;

/** Hears every refusal, of questions and of acts. */
export const listenToRefusals = (listener: (problem: Problem) => void): void => {
  onRefused = listener;
};

const value = async <T>(asked: Promise<Result<T>>): Promise<T> => {
  const result = await asked;
  if (result.ok) return result.value;
  onRefused(result.problem);
  throw new Refused(result.problem);
};

export type Filters = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** `{day: '…', lane: null}` → `?day=…`; only ids and filters that are not personal may come here. */
export const search = (filters: Filters): string => {
  const query = new URLSearchParams();
  for (const [name, wanted] of Object.entries(filters))
    if (wanted !== null && wanted !== undefined && wanted !== '') query.set(name, String(wanted));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
};

const path = (...parts: string[]): string => `/api/v1/${parts.map(encodeURIComponent).join('/')}`;
const ask = <T>(at: string, filters: Filters = {}, signal?: AbortSignal): Promise<T> =>
  value(call<T>(at + search(filters), signal ? { signal } : {}));
const act = <T>(at: string, body: unknown = {}): Promise<T> =>
  value(call<T>(at, { method: 'POST', body, headers: { 'x-redvest': '1' } }));

export const api = {
  me: () => ask<Me>(path('me')),
  signIn: (userName: string, password: string) => act<Me>(path('sign-in'), { userName, password }),
  signOut: () => act<undefined>(path('sign-out')),
  changePassword: (current: string, next: string) => act<undefined>(path('me', 'password'), { current, next }),

  setUpNeeded: () => ask<{ readonly needed: boolean }>(path('setup')),
  setUp: (wanted: SetUp) => act<{ owner: number; checkpointId: string }>(path('setup'), wanted),

  users: (filters: Filters, signal?: AbortSignal) => ask<Page<User>>(path('users'), filters, signal),
  addUser: (userName: string, name: string) => act<{ id: string; password: string }>(path('users'), { userName, name }),
  disableUser: (id: string, reason: string) => act<undefined>(path('users', id, 'disable'), { reason }),
  enableUser: (id: string) => act<undefined>(path('users', id, 'enable')),
  resetPassword: (id: string) => act<{ password: string }>(path('users', id, 'password-reset')),
  grant: (user: string, grant: Omit<Grant, 'id'>) => act<{ id: string }>(path('users', user, 'grants'), grant),
  endGrant: (id: string, reason: string) => act<undefined>(path('grants', id, 'end'), { reason }),

  checkpoints: () => ask<Rows<Checkpoint>>(path('checkpoints')),
  board: (checkpoint: string, day: string | null, signal?: AbortSignal) =>
    ask<Board>(path('checkpoints', checkpoint, 'board'), { day }, signal),
  boardLive: (checkpoint: string, day: string | null) =>
    path('checkpoints', checkpoint, 'board', 'live') + search({ day }),
  figures: () => ask<Rows<Figure>>(path('figures')),

  passages: (checkpoint: string, filters: Filters, signal?: AbortSignal) =>
    ask<Page<PassageRow>>(path('checkpoints', checkpoint, 'passages'), filters, signal),
  figureRecords: (key: string, filters: Filters, signal?: AbortSignal) =>
    ask<Page<PassageRow>>(path('figures', key, 'records'), filters, signal),
  findPassages: (checkpoint: string, wanted: { plate?: string; document?: { number: string }; purpose: string }) =>
    act<Rows<PassageRow>>(path('checkpoints', checkpoint, 'passages', 'find'), wanted),
  passage: (id: string, signal?: AbortSignal) => ask<Passage>(path('passages', id), {}, signal),
  correct: (passage: string, correction: Correction) =>
    act<unknown>(path('passages', passage, 'corrections'), correction),
  reveal: (passage: string, n: number, field: 'document' | 'phone', purpose: string) =>
    act<{ value: string | null }>(path('passages', passage, 'reveal'), { n, field, purpose }),

  devices: () => ask<Rows<Device>>(path('devices')),
  enrolmentCode: (checkpointId: string) => act<EnrolmentCode>(path('enrolment-codes'), { checkpointId }),
  revokeDevice: (id: string, reason: string) => act<undefined>(path('devices', id, 'revoke'), { reason }),
  kept: (filters: Filters, signal?: AbortSignal) => ask<Page<KeptRecord>>(path('sync', 'kept'), filters, signal),
};
