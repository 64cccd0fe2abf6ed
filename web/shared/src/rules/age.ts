import { readResidentId } from '../identifiers/resident-id.ts';

/** Kinds of document whose numbers carry a birth date (GB 11643). */
const datedKinds = ['resident-id', 'hmt-residence', 'foreign-residence'];

/**
 * Completed years of the holder on the local day of a check; null when the number carries no birth date, or breaks its standard so that no
 * part of it can be trusted.
 */
export const ageInYears = (
  document: { readonly kind: string; readonly number: string },
  at: number,
  utcOffsetMinutes: number,
): number | null => {
  const today = new Date(at + utcOffsetMinutes * 60_000);
  const { number, fault } = readResidentId(document.number, today);
  if (fault !== null || !datedKinds.includes(document.kind)) return null;
  if (document.kind === 'foreign-residence' && !number.startsWith('9')) return null;
  const day = today.toISOString().slice(0, 10).replaceAll('-', '');
  return Math.floor((Number(day) - Number(number.slice(6, 14))) / 10_000);
};
