import type { Lane } from '../../device/protocol.ts';
import type { Entry } from '../../device/store.ts';

/** The queue as the centre answers it (docs/api.md). */
export interface QueueNow {
  readonly asOf: string;
  readonly waitP50: number | null;
  readonly waitP90: number | null;
  readonly lines: readonly {
    readonly lanes: readonly string[];
    readonly length: number | null;
    readonly source: string;
    readonly firstWaits: number | null;
    readonly relief: { readonly since: string; readonly do: string; readonly lane: string | null } | null;
  }[];
}

export type Pressed = 'arrived' | 'gave-up';

/** One press of this phone that counts. */
export interface Press {
  readonly id: string;
  readonly lane: string;
  readonly what: Pressed;
  readonly at: number;
  /** The centre does not have it yet. */
  readonly waiting: boolean;
}

/** The presses of this phone that were not taken back, oldest first. */
export const pressesOf = (entries: readonly Entry[]): readonly Press[] => {
  const mine = entries.filter(({ kind }) => kind.startsWith('tally.'));
  const undone = new Set(
    mine
      .filter(({ kind }) => kind === 'tally.undone')
      .map(({ text }) => (JSON.parse(text) as { body: { undoes: string } }).body.undoes),
  );
  return mine
    .filter(({ kind, id }) => kind !== 'tally.undone' && !undone.has(id))
    .sort((a, b) => a.seq - b.seq)
    .map(({ id, subject, kind, at, state }) => ({
      id,
      lane: subject,
      what: kind === 'tally.arrived' ? 'arrived' : 'gave-up',
      at,
      waiting: state === 'waiting',
    }));
};

/** What one card of the page shows: a line of cars before one lane, or before several. */
export interface LineShown {
  readonly lanes: readonly Lane[];
  /** Cars waiting: the centre's number with the presses it has not got yet; null: nobody has counted. */
  readonly length: number | null;
  readonly firstWaits: number | null;
  readonly relief: QueueNow['lines'][number]['relief'];
  /** Presses of this phone, this shift. */
  readonly arrived: number;
  readonly gone: number;
}

/** The lines of a post, the phone's own lane first. Without the centre each lane is a line, and only this phone's presses are known. */
export const linesShown = (
  lanes: readonly Lane[],
  own: string,
  presses: readonly Press[],
  heard: QueueNow | null,
): readonly LineShown[] => {
  const known = heard?.lines ?? lanes.map(({ id }) => ({ lanes: [id], length: null, firstWaits: null, relief: null }));
  return known
    .map((line) => {
      const mine = presses.filter(({ lane }) => line.lanes.includes(lane));
      const count = (what: Pressed, of = mine): number => of.filter((press) => press.what === what).length;
      const unsent = mine.filter(({ waiting }) => waiting);
      const more = count('arrived', unsent) - count('gave-up', unsent);
      return {
        lanes: line.lanes.flatMap((id) => lanes.find((lane) => lane.id === id) ?? []),
        length: line.length === null && unsent.length === 0 ? null : Math.max(0, (line.length ?? 0) + more),
        firstWaits: line.firstWaits,
        relief: line.relief,
        arrived: count('arrived'),
        gone: count('gave-up'),
      };
    })
    .filter((line) => line.lanes.length > 0)
    .sort((a, b) => Number(holds(b, own)) - Number(holds(a, own)));
};

const holds = (line: LineShown, lane: string): boolean => line.lanes.some(({ id }) => id === lane);

/** The press that "take back" would take back: the last one, while a mistake is still fresh. */
export const lastPress = (presses: readonly Press[], now: number): Press | null => {
  const last = presses.at(-1);
  return last && now - last.at < FreshMs ? last : null;
};

const FreshMs = 10 * 60_000;
