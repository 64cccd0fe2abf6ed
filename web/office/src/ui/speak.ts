import { number, say, words, type Bilingual } from '@redvest/shared';
import { word } from '@redvest/shared/explain';
import { texts } from '../texts';

export { word };

export const sayName = (name: Bilingual | string | null | undefined): string =>
  name === null || name === undefined ? '' : typeof name === 'string' ? name : say(name);

export const categoryWord = (code: string | null | undefined): string => word(words.categories, code);
export const directionWord = (code: string | null | undefined): string => word(words.directions, code);
export const unitWord = (unit: string): string => word(texts.units, unit);

/** `3,012 辆`; a figure nobody could count is a dash, never a zero. */
export const amount = (value: number | null, unit: string): string =>
  value === null
    ? '—'
    : `${number(value)}${spaceBefore(unit)}${(value === 1 ? texts.oneUnit[unit] : undefined) ?? unitWord(unit)}`;

const spaceBefore = (unit: string): string => (unit === 'percent' ? '' : '\u00a0');

/** A length of time in the coarsest unit that still says something: 90 s, 45 min, 3 h, 2 days. */
export const length = (milliseconds: number): string => {
  const seconds = Math.abs(milliseconds) / 1000;
  if (seconds < 100) return texts.lengths.seconds(number(Math.round(seconds)));
  if (seconds < 100 * 60) return texts.lengths.minutes(number(Math.round(seconds / 60)));
  if (seconds < 48 * 3600) return texts.lengths.hours(number(Math.round(seconds / 3600)));
  return texts.lengths.days(number(Math.round(seconds / 86_400)));
};

/** 125 → 2:05 */
export const countdown = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
