/** A date-time of CertLogic; only `plusTime` and `dccDateOfBirth` make one. Wrapped, so that it is never taken for a number. */
export class Instant {
  readonly milliseconds: number;
  constructor(milliseconds: number) {
    this.milliseconds = milliseconds;
  }
}

const unreadable = (): Error => new Error('not a date or date-time that CertLogic allows');

const midnight = (year: number, month: number, day: number): number => {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (year < 1 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) throw unreadable();
  return date.getTime();
};

const lastDay = (year: number, month: number): number => {
  if (month < 1 || month > 12) throw unreadable();
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  return date.getUTCDate();
};

const form =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:Z|([+-])(?:(\d{1,2}):(\d{2})|(\d{1,2})(\d{2})|(\d{1,2})))?)?)?)?$/;

/** Milliseconds since 1970. Year, or year and month, alone: their last day. Decimals beyond the third are ignored; no offset is UTC. */
export const parseInstant = (text: string): number => {
  const match = form.exec(text);
  if (!match) throw unreadable();
  const part = (at: number): number => Number(match[at] ?? 0);
  const year = part(1);
  const month = match[2] === undefined ? 12 : part(2);
  const day = midnight(year, month, match[3] === undefined ? lastDay(year, month) : part(3));
  if (match[4] === undefined) return day;
  if (part(4) > 23 || part(5) > 59 || part(6) > 59) throw unreadable();
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const east = (part(9) + part(11) + part(13)) * 60 + part(10) + part(12);
  return (
    day + ((part(4) * 60 + part(5)) * 60 + part(6)) * 1000 + milliseconds - (match[8] === '-' ? -east : east) * 60_000
  );
};

export type TimeUnit = 'year' | 'month' | 'day' | 'hour';

const inCalendar = (milliseconds: number): number => {
  const year = new Date(milliseconds).getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) throw new Error('the date leaves the calendar');
  return milliseconds;
};

/** Adds whole units. A day that the target month does not have runs over into the next. */
export const plusTime = (text: string, amount: number, unit: TimeUnit): Instant => {
  const date = new Date(parseInstant(text));
  if (unit === 'hour') date.setTime(date.getTime() + amount * 3_600_000);
  if (unit === 'day') date.setTime(date.getTime() + amount * 86_400_000);
  if (unit === 'month') date.setUTCMonth(date.getUTCMonth() + amount);
  if (unit === 'year') date.setUTCFullYear(date.getUTCFullYear() + amount);
  return new Instant(inCalendar(date.getTime()));
};

/** A date of birth of which only year, or year and month, may be known: the last day it can be. */
export const dateOfBirth = (text: string): Instant => {
  if (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)) throw new Error('not a date of birth');
  return new Instant(parseInstant(text));
};
