import type { Entry } from './store.ts';
import type { Anchor } from './time.ts';

/** The protocol's limits of one push (§4), a little below them for the frame. */
export const MostRecords = 200;
export const MostBytes = 950_000;
const MostAnchors = 50;

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** As many entries from the front as one push may carry, at least one. */
export const takeBatch = (entries: readonly Entry[], most = MostRecords): readonly Entry[] => {
  let size = 0;
  const taken: Entry[] = [];
  for (const entry of entries.slice(0, most)) {
    size += bytes(entry.text) + 1;
    if (taken.length > 0 && size > MostBytes) break;
    taken.push(entry);
  }
  return taken;
};

/** The push's text, with each record's own text inside as it was stored: the same bytes every time. */
export const pushText = (
  push: string,
  epoch: number,
  anchors: readonly Anchor[],
  entries: readonly Entry[],
): string => {
  const said = anchors.map(({ life, ticket, mono, wall }) => ({ life, ticket, mono, wall }));
  const head = JSON.stringify({ push, epoch, anchors: said });
  return `${head.slice(0, -1)},"records":[${entries.map((entry) => entry.text).join(',')}]}`;
};

/**
 * The anchors that fix the times of these entries: those of their own lives, and before each the last of an earlier life.
 * @param anchors in the order of their lives
 */
export const anchorsFor = (entries: readonly Entry[], anchors: readonly Anchor[]): readonly Anchor[] => {
  const lives = new Set(entries.map((entry) => (JSON.parse(entry.text) as { life: string }).life));
  const first = anchors.findIndex((anchor) => lives.has(anchor.life));
  return (first < 0 ? anchors.slice(-2) : anchors.slice(Math.max(0, first - 1))).slice(-MostAnchors);
};
