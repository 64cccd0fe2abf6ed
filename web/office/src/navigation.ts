import type { RouteLocationRaw } from 'vue-router';
import type { Door } from './session';
import type { zh } from './texts/zh';

/** A page of the side bar and of "go to". The name of its route is the key of its name in the texts. */
export interface NavigationEntry {
  readonly page: keyof typeof zh.pages;
  readonly door?: Door;
  /** It shows one checkpoint: the one that is being looked at. */
  readonly ofCheckpoint?: true;
}

export interface NavigationGroup {
  readonly name: keyof typeof zh.groups;
  readonly entries: readonly NavigationEntry[];
}

/** The pages of the office, grouped as people look for them. A page nobody may open is not shown, nor a group without pages. */
export const navigation: readonly NavigationGroup[] = [
  {
    name: 'checkpoints',
    entries: [
      { page: 'board', ofCheckpoint: true },
      { page: 'passages', door: 'passages', ofCheckpoint: true },
      { page: 'find', door: 'find', ofCheckpoint: true },
      { page: 'queue', ofCheckpoint: true },
      { page: 'yard', door: 'custody', ofCheckpoint: true },
      { page: 'trips', door: 'custody', ofCheckpoint: true },
      { page: 'loops', door: 'custody' },
      { page: 'shifts', door: 'shifts', ofCheckpoint: true },
      { page: 'log', door: 'shifts', ofCheckpoint: true },
    ],
  },
  {
    name: 'registry',
    entries: [
      { page: 'people', door: 'registry' },
      { page: 'duplicates', door: 'keepRegistry' },
      { page: 'vehicles', door: 'registry' },
      { page: 'households', door: 'registry' },
      { page: 'organisations', door: 'registry' },
      { page: 'places', door: 'registry' },
      { page: 'imports', door: 'keepRegistry' },
      { page: 'passes', door: 'passes' },
      { page: 'boards', door: 'passes' },
      { page: 'staff', door: 'staff' },
    ],
  },
  {
    name: 'rules',
    entries: [
      { page: 'rules' },
      { page: 'gates' },
      { page: 'trust', door: 'trust' },
      { page: 'codes' },
      { page: 'figures' },
    ],
  },
  {
    name: 'system',
    entries: [
      { page: 'posts' },
      { page: 'devices', door: 'devices' },
      { page: 'kept', door: 'kept' },
      { page: 'users', door: 'users' },
      { page: 'proposals', door: 'registry' },
      { page: 'audit', door: 'audit' },
    ],
  },
];

/** Where an entry leads; null when it needs a checkpoint and there is none. */
export const destinationOf = (entry: NavigationEntry, checkpoint: string | undefined): RouteLocationRaw | null => {
  if (!entry.ofCheckpoint) return { name: entry.page };
  return checkpoint === undefined ? null : { name: entry.page, params: { checkpoint } };
};
