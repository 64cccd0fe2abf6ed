/** Where on Earth it is first that hour: what an instant without an offset is taken for. */
const firstOffsetMinutes = 14 * 60;
const MinuteMs = 60_000;

/** `hh`, `hhmm` or `hh:mm`, up to 14 hours. */
const offsetMinutes = (text: string): number | null => {
  const found = /^(\d\d)(?::?(\d\d))?$/.exec(text);
  const [, hours = '', minutes = '00'] = found ?? [];
  const offset = Number(hours) * 60 + Number(minutes);
  return found && Number(minutes) < 60 && offset <= firstOffsetMinutes ? offset : null;
};

const offsetOf = (zone: string | undefined): number | null => {
  if (zone === undefined) return firstOffsetMinutes;
  if (zone === 'Z' || zone === 'z') return 0;
  const minutes = offsetMinutes(zone.slice(1));
  return minutes === null ? null : zone.startsWith('-') ? -minutes : minutes;
};

/** Local wall time as if it were UTC; null for a day or hour that does not exist. */
const wall = (parts: readonly number[], ms: number): number | null => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, ms);
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same && year > 0 && hour < 24 && minute < 60 && second < 60 ? date.getTime() : null;
};

/**
 * Times as certificates have them: a day alone, blanks for the T, no seconds, fractions of any length, offsets in four spellings or none.
 * @returns the earliest instant that the text can mean, in milliseconds; null when it means none
 */
export const earliest = (text: string): number | null => {
  const found = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?(?:\.(\d+))?([Zz]|[+-][\d:]{2,5})?$/.exec(
    text,
  );
  if (!found || text.length > 48) return null;
  const [, year, month, day, hour, minute, second, fraction = '', zone] = found;
  const offset = offsetOf(zone);
  const parts = [year, month, day, hour, minute, second].map((part) => Number(part ?? 0));
  const local = wall(parts, Number(fraction.padEnd(3, '0').slice(0, 3)));
  return local === null || offset === null ? null : local - offset * MinuteMs;
};
