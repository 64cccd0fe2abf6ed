import { shallowRef } from 'vue';

/** What the officer always sees of the way to the centre. Judged by requests: `navigator.onLine` lies. */
export interface Line {
  readonly reach: 'unknown' | 'reached' | 'away';
  /** Since when it is so, milliseconds. */
  readonly since: number;
  readonly waiting: number;
  readonly needsAPerson: number;
  readonly revoked: boolean;
  /** A record could not be written on this phone: the officer must know at once. */
  readonly cannotStore: boolean;
  /** The last trouble's code; null while all is well. */
  readonly trouble: string | null;
}

export const line = shallowRef<Line>({
  reach: 'unknown',
  since: Date.now(),
  waiting: 0,
  needsAPerson: 0,
  revoked: false,
  cannotStore: false,
  trouble: null,
});

export const report = (news: Partial<Line>): void => {
  const before = line.value;
  const changed = news.reach !== undefined && news.reach !== before.reach;
  line.value = { ...before, ...news, ...(changed ? { since: news.since ?? Date.now() } : {}) };
};
