const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

const checkCharacter = (digits: string): string =>
  '10X98765432'[weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11] ?? '';

/** Kinds of document whose numbers carry a birth date (GB 11643). */
const datedKinds = ['resident-id', 'hmt-residence'];

const canonical = (number: string): string => {
  const narrow = number
    .replaceAll(/[\uFF01-\uFF5E]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll(/[\s·•・.\uFEFF-]/gu, '')
    .toUpperCase();
  if (!/^\d{15}$/.test(narrow)) return narrow;
  const long = `${narrow.slice(0, 6)}19${narrow.slice(6)}`;
  return long + checkCharacter(long);
};

const isDay = (text: string): boolean => {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8))];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1800 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

/**
 * Completed years of the holder on the local day of a check; null when the number carries no birth date, or breaks its standard so that no
 * part of it can be trusted.
 */
export const ageInYears = (
  document: { readonly kind: string; readonly number: string },
  at: number,
  utcOffsetMinutes: number,
): number | null => {
  const number = canonical(document.number);
  const dated = datedKinds.includes(document.kind) || (document.kind === 'foreign-residence' && number.startsWith('9'));
  if (!dated || !/^\d{17}[\dX]$/.test(number) || checkCharacter(number) !== number[17]) return null;
  const birth = number.slice(6, 14);
  const today = new Date(at + utcOffsetMinutes * 60_000).toISOString().slice(0, 10).replaceAll('-', '');
  return isDay(birth) && birth <= today ? Math.floor((Number(today) - Number(birth)) / 10_000) : null;
};
