import type { HealthCode } from './check.ts';

/** The colours a health code can show, the usual one first. */
export const codeColours: readonly HealthCode[] = ['green', 'yellow', 'red', 'grey', 'none'];

/** A sign beside each colour, for eyes that do not tell red from green. */
export const codeSigns: Readonly<Record<HealthCode, string>> = {
  green: '✓',
  yellow: '!',
  red: '✕',
  grey: '?',
  none: '—',
};
