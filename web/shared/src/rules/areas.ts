import type { Wording } from './pack.ts';

/** A pack's dated list of affected areas. Hosts prepare facts from it, so that rules only compare levels. */
export interface AreaList {
  /** Mild to strict. */
  readonly levels: readonly { readonly id: string; readonly text: Wording }[];
  readonly entries: readonly AreaEntry[];
}

export interface AreaEntry {
  /** Division digits: 2, 4, 6, 9 or 12; covers all below it. */
  readonly code: string;
  readonly level: string;
  readonly from: string;
  /** First instant at which it no longer counts; null: open. */
  readonly to: string | null;
  readonly source: string;
  /** Why it is doubtful; null: it is not. */
  readonly doubt: string | null;
}

/** What {@link levelOf} says of a region that no entry covers. */
export const noLevel = 'none';

/** Position in the order, mild to strict; -1 for none. */
export const rankOf = (areas: AreaList, level: string): number => areas.levels.findIndex(({ id }) => id === level);

/** The strictest level among the entries that cover a region at an instant. An entry finer than the region says nothing of it. */
export const levelOf = (areas: AreaList, region: string, at: number): string => {
  const strictest = areas.entries
    .filter(
      ({ code, from, to }) =>
        region.startsWith(code) && Date.parse(from) <= at && !(to !== null && Date.parse(to) <= at),
    )
    .reduce((rank, { level }) => Math.max(rank, rankOf(areas, level)), -1);
  return areas.levels[strictest]?.id ?? noLevel;
};
