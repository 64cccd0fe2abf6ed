import type { Component } from 'vue';
import type { Lane, Post } from './device/protocol.ts';

/** What the bar at the foot of the screen offers: words of `texts.tabs`. */
export type Tab = 'lane' | 'yard' | 'freight' | 'queue' | 'shift';

/** What every page is given. All else it takes from `device.bundle` and `device.append`. */
export interface PageProps {
  readonly post: Post;
  readonly lane: Lane;
  /** Who is here; null for somebody who is not on the list. */
  readonly officer: string | null;
}

export interface FieldPage {
  readonly hash: `#/${string}`;
  /** The part of the bar it belongs to. The first page of a tab is what the tab opens. */
  readonly tab: Tab;
  /** Loaded when first opened, and kept with the shell for the night without a network. */
  readonly load: () => Promise<{ default: Component }>;
  /** Whether the post has use for it; without this, every post has. */
  readonly fits?: (post: Post) => boolean;
}

/** The pages of the bar, in its order. A part adds its line here. */
export const pages: readonly FieldPage[] = [
  { hash: '#/yard', tab: 'yard', load: () => import('./rooms/yard/YardPage.vue') },
  { hash: '#/freight', tab: 'freight', load: () => import('./rooms/freight/FreightPage.vue') },
  { hash: '#/lanes', tab: 'lane', load: () => import('./rooms/checkpoints/LaneStatesPage.vue') },
  { hash: '#/queue', tab: 'queue', load: () => import('./rooms/queue/QueuePage.vue') },
  { hash: '#/shift', tab: 'shift', load: () => import('./rooms/shift/ShiftPage.vue') },
  { hash: '#/counts', tab: 'shift', load: () => import('./rooms/counts/CountsPage.vue') },
  { hash: '#/log', tab: 'shift', load: () => import('./rooms/shift/LogPage.vue') },
];

/** The tabs a post has use for: the lane first, whatever else there is. */
export const tabsOf = (post: Post): readonly { readonly tab: Tab; readonly hash: string }[] => {
  const found = new Map<Tab, string>([['lane', '#/']]);
  for (const { tab, hash, fits } of pages) if (!found.has(tab) && (fits?.(post) ?? true)) found.set(tab, hash);
  return [...found].map(([tab, hash]) => ({ tab, hash }));
};

export const pageAt = (hash: string): FieldPage | undefined => pages.find((page) => page.hash === hash);
