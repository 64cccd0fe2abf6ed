import type { LogEntry } from './log';

/** Where an incident stands with whoever has to answer for it. `late`: it climbed, or reached the top, and nobody said they have it. */
export type ClockState =
  | { readonly is: 'closed' | 'none' }
  | { readonly is: 'acknowledged'; readonly by: string | null }
  | { readonly is: 'running'; readonly late: boolean; readonly leftMs: number }
  | { readonly is: 'overdue' };

export const Highest = 4;
const isLate = ({ level, givenLevel }: LogEntry): boolean => level !== givenLevel;

export const clockOf = (entry: LogEntry, now: number): ClockState => {
  if (entry.what !== 'incident' || entry.level === null) return { is: 'none' };
  if (entry.closedAt !== null) return { is: 'closed' };
  if (entry.acknowledgedAt !== null) {
    const said = entry.records.findLast(({ kind }) => kind === 'acknowledged');
    return { is: 'acknowledged', by: said?.by ?? null };
  }
  if (entry.due !== null)
    return { is: 'running', late: isLate(entry), leftMs: Math.max(0, Date.parse(entry.due) - now) };
  return isLate(entry) || entry.level === Highest ? { is: 'overdue' } : { is: 'none' };
};

/** `9:05`: minutes and seconds that are left. */
export const left = (ms: number): string => {
  const seconds = Math.ceil(ms / 1000);
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
};
