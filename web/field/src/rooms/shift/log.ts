import { recordOf } from '../../device/outbox.ts';
import type { Entry } from '../../device/store.ts';
import type { LogEntry, LogSaid, ShiftSection } from './section.ts';

const Highest = 4;

export interface Reached {
  readonly level: number;
  /** When it goes to the next level, milliseconds; null: no clock runs. */
  readonly due: number | null;
}

/** How far an incident has climbed: the same arithmetic as the server's `EscalationClock`. */
export const reached = (entry: LogEntry, clocks: Readonly<Record<string, number>>, now: number): Reached | null => {
  if (!entry.givenLevel || !entry.levelSince) return null;
  const stops = [entry.acknowledgedAt, entry.closedAt]
    .filter((at) => at !== null && at !== undefined)
    .map((at) => Date.parse(at));
  const end = stops.length > 0 ? Math.min(...stops) : now;
  let level = entry.givenLevel;
  let since = Date.parse(entry.levelSince);
  for (let wait = clocks[level]; level < Highest && wait && since + wait * 60_000 <= end; wait = clocks[level]) {
    since += wait * 60_000;
    level += 1;
  }
  const wait = clocks[level];
  return { level, due: stops.length === 0 && level < Highest && wait ? since + wait * 60_000 : null };
};

interface Body {
  readonly what?: string;
  readonly text?: string;
  readonly level?: number;
  readonly type?: string;
  readonly from?: string;
  readonly lesson?: string;
}

const saidOf = (entry: Entry, body: Body): LogSaid => ({
  id: entry.id,
  kind: entry.kind.slice('log.'.length),
  at: new Date(entry.at).toISOString(),
  by: null,
  text: body.text ?? null,
  level: body.level ?? null,
  from: body.from ?? null,
  lesson: body.lesson ?? null,
});

const apply = (entry: LogEntry, said: LogSaid): LogEntry => {
  const next = { ...entry, records: [...entry.records, said] };
  switch (said.kind) {
    case 'acknowledged':
      return { ...next, acknowledgedAt: entry.acknowledgedAt ?? said.at };
    case 'level':
      return {
        ...next,
        givenLevel: said.level ?? null,
        levelSince: said.at,
        acknowledgedAt: (said.level ?? 0) > (entry.givenLevel ?? 0) ? null : (entry.acknowledgedAt ?? null),
      };
    case 'closed':
      return { ...next, closedAt: entry.closedAt ?? said.at };
    default:
      return next;
  }
};

/** The log as the centre told it, with this phone's own records that it may not have yet; newest first. */
export const logOf = (section: ShiftSection | null, entries: readonly Entry[]): readonly LogEntry[] => {
  const log = new Map((section?.log ?? []).map((entry) => [entry.id, entry]));
  for (const entry of [...entries].sort((one, other) => one.seq - other.seq)) {
    if (!entry.kind.startsWith('log.')) continue;
    const body = recordOf(entry).body as Body;
    const said = saidOf(entry, body);
    const known = log.get(entry.subject);
    if (known?.records.some(({ id }) => id === entry.id)) continue;
    if (entry.kind === 'log.entry') {
      const isIncident = body.what === 'incident';
      if (known) continue;
      log.set(entry.subject, {
        id: entry.subject,
        what: body.what ?? 'note',
        at: said.at,
        type: body.type ?? null,
        givenLevel: isIncident ? (body.level ?? null) : null,
        levelSince: isIncident ? said.at : null,
        acknowledgedAt: null,
        closedAt: null,
        records: [said],
      });
    } else if (known) log.set(entry.subject, apply(known, said));
  }
  return [...log.values()].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
};

export const isOpen = (entry: LogEntry): boolean => entry.what === 'incident' && !entry.closedAt;
