import { checkCharacter } from '../shared/src/identifiers/resident-id.ts';

/**
 * Somebody of the drill's county whom no other file meets. One server serves the files of a worker, and what it has learned of a person stays: a
 * pass that one file suspends would stop a driver in the next.
 */
export const aResident = (nth: number): string => numbered('14119819800214', nth);

/** Somebody from outside. */
export const aStranger = (nth: number): string => numbered('14119919890704', nth);

const numbered = (start: string, nth: number): string => {
  const digits = start + String(nth).padStart(3, '0');
  return digits + checkCharacter(digits);
};
