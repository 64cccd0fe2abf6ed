import { localDay } from '@redvest/shared';
import type { Post } from '../../device/protocol.ts';
import { shiftAt } from '../../device/shift.ts';

/** One shift as an interval; named by the local day on which it starts, and its number. */
export interface ShiftTime {
  readonly day: string;
  readonly number: number;
  readonly from: number;
  readonly until: number;
}

const Minute = 60_000;
const Day = 24 * 60 * Minute;

const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

/** The shift that runs at an instant. */
export const shiftOf = (at: number, post: Post): ShiftTime => {
  const { number, startedAt } = shiftAt(at, post.shifts);
  const starts = post.shifts.map(({ start }) => minutes(start)).sort((one, other) => one - other);
  const here = starts[number - 1] ?? 0;
  const after = starts.length === 0 ? here : (starts[number] ?? (starts[0] ?? 0) + 24 * 60);
  const length = starts.length < 2 ? Day : (after - here) * Minute;
  return { day: localDay(startedAt), number, from: startedAt, until: startedAt + length };
};

/** The shift before this one. */
export const shiftBefore = (shift: ShiftTime, post: Post): ShiftTime => shiftOf(shift.from - Minute, post);

const HandoverMs = 90 * Minute;

/** Which shift is handed over now: the one before for an hour and a half after the change, else the one that runs. */
export const outgoing = (at: number, post: Post): ShiftTime => {
  const now = shiftOf(at, post);
  return at - now.from < HandoverMs && at - now.from < now.until - at ? shiftBefore(now, post) : now;
};
