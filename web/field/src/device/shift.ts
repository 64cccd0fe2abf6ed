import { minuteOfDay } from '@redvest/shared';

interface ShiftStart {
  readonly number: number;
  /** HH:MM, county time. */
  readonly start: string;
}

const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

const Day = 24 * 60;

/** The shift that runs at an instant, and when it began; with no shifts planned, the day itself is shift 1. */
export const shiftAt = (
  now: number,
  shifts: readonly ShiftStart[],
): { readonly number: number; readonly startedAt: number } => {
  const minute = minuteOfDay(now);
  const planned = shifts.length > 0 ? shifts : [{ number: 1, start: '00:00' }];
  const running = planned
    .map((shift) => ({ number: shift.number, ago: (minute - minutes(shift.start) + Day) % Day }))
    .reduce((best, one) => (one.ago < best.ago ? one : best));
  return { number: running.number, startedAt: Math.floor(now / 60_000) * 60_000 - running.ago * 60_000 };
};
