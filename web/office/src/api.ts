import { act, address, ask, search, type Answer, type Filters, type Told } from './client';

export { listenToRefusals, Refused, search } from './client';

/** The server's words as its own description has them (`@redvest/shared/api`); a code of a newer server is a string we show as it stands. */
export type Me = Answer<'/api/v1/me'>;
export type Grant = Me['grants'][number];
export type Role = Grant['role'];
export type ScopeKind = Grant['scopeKind'];
export type GrantWanted = Told<'/api/v1/users/{id}/grants'>;
export type User = Answer<'/api/v1/users'>['rows'][number];
export type SetUp = Told<'/api/v1/setup'>;

export type Checkpoint = Answer<'/api/v1/checkpoints'>['rows'][number];
export type Lane = Checkpoint['lanes'][number];
export type Figure = Answer<'/api/v1/figures'>['rows'][number];
export type Board = Answer<'/api/v1/checkpoints/{id}/board'>;
export type FigureValue = Board['figures'][number];
export type BoardLane = Board['lanes'][number];

export type PassageRow = Answer<'/api/v1/checkpoints/{id}/passages'>['rows'][number];
export type PassagesWanted = Filters<'/api/v1/checkpoints/{id}/passages'>;
export type RecordsWanted = Filters<'/api/v1/figures/{key}/records'>;
export type Passage = Answer<'/api/v1/passages/{id}'>;
export type PassageOccupant = Passage['occupants'][number];
export type PassageEvent = Passage['events'][number];
export type Difference = Passage['differences'][number];
export type Restriction = Passage['restrictions'][number];
export type Standing = PassageOccupant['standing'][number];
export type RuleSaid = PassageOccupant['rules'][number];
export type Measured = RuleSaid['parameters'][string];
export type Correction = Told<'/api/v1/passages/{id}/corrections'>;

export type PackRow = Answer<'/api/v1/packs'>['rows'][number];
export type PackSigner = NonNullable<PackRow['owner']>;
export type ShippedPack = Answer<'/api/v1/packs'>['shipped'][number];
export type PackProposal = Told<'/api/v1/packs'>;

export type Device = Answer<'/api/v1/devices'>['rows'][number];
export type EnrolmentCode = Answer<'/api/v1/enrolment-codes', 'post'>;
export type TrustedKey = Answer<'/api/v1/trust'>['rows'][number];
export type TrustImported = Answer<'/api/v1/trust/import', 'post'>;
export type KeptRecord = Answer<'/api/v1/sync/kept'>['rows'][number];

export const api = {
  me: () => ask('/api/v1/me', {}),
  signIn: (userName: string, password: string) => act('/api/v1/sign-in', {}, { userName, password }),
  signOut: () => act('/api/v1/sign-out', {}),
  changePassword: (current: string, next: string) => act('/api/v1/me/password', {}, { current, next }),

  setUpNeeded: () => ask('/api/v1/setup', {}),
  setUp: (wanted: SetUp) => act('/api/v1/setup', {}, wanted),

  users: (filters: Filters<'/api/v1/users'>, signal?: AbortSignal) => ask('/api/v1/users', {}, filters, signal),
  addUser: (userName: string, name: string) => act('/api/v1/users', {}, { userName, name }),
  disableUser: (id: string, reason: string) => act('/api/v1/users/{id}/disable', { id }, { reason }),
  enableUser: (id: string) => act('/api/v1/users/{id}/enable', { id }),
  resetPassword: (id: string) => act('/api/v1/users/{id}/password-reset', { id }),
  grant: (user: string, grant: GrantWanted) => act('/api/v1/users/{id}/grants', { id: user }, grant),
  endGrant: (id: string, reason: string) => act('/api/v1/grants/{id}/end', { id }, { reason }),

  checkpoints: () => ask('/api/v1/checkpoints', {}),
  board: (checkpoint: string, day: string | null, signal?: AbortSignal) =>
    ask('/api/v1/checkpoints/{id}/board', { id: checkpoint }, { day }, signal),
  boardLive: (checkpoint: string, day: string | null) =>
    address('/api/v1/checkpoints/{id}/board/live', { id: checkpoint }) + search({ day }),
  figures: () => ask('/api/v1/figures', {}),

  passages: (checkpoint: string, filters: PassagesWanted, signal?: AbortSignal) =>
    ask('/api/v1/checkpoints/{id}/passages', { id: checkpoint }, filters, signal),
  figureRecords: (key: string, filters: RecordsWanted, signal?: AbortSignal) =>
    ask('/api/v1/figures/{key}/records', { key }, filters, signal),
  findPassages: (checkpoint: string, wanted: Told<'/api/v1/checkpoints/{id}/passages/find'>) =>
    act('/api/v1/checkpoints/{id}/passages/find', { id: checkpoint }, wanted),
  passage: (id: string, signal?: AbortSignal) => ask('/api/v1/passages/{id}', { id }, {}, signal),
  correct: (passage: string, correction: Correction) =>
    act('/api/v1/passages/{id}/corrections', { id: passage }, correction),
  reveal: (passage: string, n: number, field: 'document' | 'phone', purpose: string) =>
    act('/api/v1/passages/{id}/reveal', { id: passage }, { n, field, purpose }),

  trust: () => ask('/api/v1/trust', {}),
  importTrust: (fileName: string, content: string) => act('/api/v1/trust/import', {}, { fileName, content }),
  removeTrust: (id: string, reason: string) => act('/api/v1/trust/{id}/remove', { id }, { reason }),
  /** The pack's own text, which no schema of the API describes. */
  currentPack: (): Promise<unknown> => ask('/api/v1/packs/current', {}),
  packs: () => ask('/api/v1/packs', {}),
  proposePack: (pack: PackProposal) => act('/api/v1/packs', {}, pack),
  approvePack: (id: string, version: number) => act('/api/v1/packs/{id}/{version}/approve', { id, version }),

  devices: () => ask('/api/v1/devices', {}),
  enrolmentCode: (checkpointId: string) => act('/api/v1/enrolment-codes', {}, { checkpointId }),
  revokeDevice: (id: string, reason: string) => act('/api/v1/devices/{id}/revoke', { id }, { reason }),
  kept: (filters: Filters<'/api/v1/sync/kept'>, signal?: AbortSignal) => ask('/api/v1/sync/kept', {}, filters, signal),
};
