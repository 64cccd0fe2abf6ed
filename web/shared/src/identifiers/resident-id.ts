import { narrow } from './narrow.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const signs = '10X98765432';
const regions = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)/;

/** What is wrong with a resident identity number (GB 11643), or nothing. */
export type ResidentIdFault = 'length' | 'characters' | 'region' | 'date' | 'check-character';

export interface ResidentId {
  /** Canonical: half width, upper case, 18 characters when it could be read. */
  readonly number: string;
  readonly fault: ResidentIdFault | null;
}

/** The check character that belongs to the first 17 digits. */
export const checkCharacter = (digits: string): string =>
  signs[weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11] ?? '';

const isDay = (text: string, latest: Date): boolean => {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8))];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1800 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date <= latest;
};

/**
 * Reads a number as typed or as a reader sends it. Fifteen digits of the old form are made eighteen.
 * @param today an upper bound for the birth date
 * @param ofForeigner a permanent resident's card of 2023: a 9 before the province
 */
export const readResidentId = (text: string, today: Date, ofForeigner = false): ResidentId => {
  let number = narrow(text);
  if (/^\d{15}$/.test(number)) {
    const long = `${number.slice(0, 6)}19${number.slice(6)}`;
    number = long + checkCharacter(long);
  }
  if (number.length !== 18) return { number, fault: 'length' };
  if (!/^\d{17}[\dX]$/.test(number)) return { number, fault: 'characters' };
  if (!regions.test(ofForeigner ? number.slice(1) : number)) return { number, fault: 'region' };
  if (!isDay(number.slice(6, 14), today)) return { number, fault: 'date' };
  return { number, fault: checkCharacter(number) === number[17] ? null : 'check-character' };
};

/** Whether a text could be meant as a resident identity number at all: used to tell it from a plate or a code. */
export const looksLikeResidentId = (text: string): boolean => /^(\d{15}|\d{17}[\dX])$/.test(narrow(text));
