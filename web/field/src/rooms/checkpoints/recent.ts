import type { Verdict } from '@redvest/shared';
import { recordOf } from '../../device/outbox.ts';
import type { Entry } from '../../device/store.ts';

/** One passage as this phone recorded it, from the records it keeps. */
export interface RecentPassage {
  readonly subject: string;
  readonly at: number;
  readonly plate: string | null;
  readonly persons: number;
  readonly verdict: Verdict | null;
  readonly left: boolean;
  readonly corrected: boolean;
  /** The records a correction may name: the last check and the verdict. */
  readonly checkId: string | null;
  readonly verdictId: string | null;
}

interface Said {
  readonly vehicle?: { readonly plate?: string | null } | null;
  readonly occupants?: readonly unknown[];
  readonly given?: Verdict;
  readonly plate?: string;
  readonly changes?: {
    readonly plate?: string;
    readonly vehicle?: { readonly plate?: string };
    readonly given?: Verdict;
  };
}

const empty = (subject: string, at: number): RecentPassage => ({
  subject,
  at,
  plate: null,
  persons: 0,
  verdict: null,
  left: false,
  corrected: false,
  checkId: null,
  verdictId: null,
});

const fold = (passage: RecentPassage, entry: Entry): RecentPassage => {
  const said = recordOf(entry).body as Said;
  switch (entry.kind) {
    case 'checkpoints.arrived':
      return { ...passage, plate: said.plate ?? null };
    case 'checkpoints.check-started':
      return {
        ...passage,
        checkId: entry.id,
        plate: said.vehicle?.plate ?? passage.plate,
        persons: said.occupants?.length ?? 0,
      };
    case 'checkpoints.verdict':
      return {
        ...passage,
        verdictId: entry.id,
        verdict: said.given ?? null,
        persons: said.occupants?.length ?? passage.persons,
      };
    case 'checkpoints.left':
      return { ...passage, left: true };
    case 'checkpoints.correction':
      return {
        ...passage,
        corrected: true,
        plate: said.changes?.vehicle?.plate ?? passage.plate,
        verdict: said.changes?.given ?? passage.verdict,
      };
    default:
      return passage;
  }
};

/** The passages of these records, the newest first. */
export const recentPassages = (entries: readonly Entry[]): readonly RecentPassage[] => {
  const passages = new Map<string, RecentPassage>();
  for (const entry of [...entries].sort((one, other) => one.seq - other.seq)) {
    if (entry.kind === 'checkpoints.queue') continue;
    passages.set(entry.subject, fold(passages.get(entry.subject) ?? empty(entry.subject, entry.at), entry));
  }
  return [...passages.values()].reverse();
};
