import { narrow } from './narrow.ts';
import { readResidentId } from './resident-id.ts';

export const documentKinds = [
  'resident-id',
  'hmt-residence',
  'hmt-permit',
  'passport',
  'foreign-residence',
  'other',
] as const;
export type IdentityKind = (typeof documentKinds)[number];

/** What breaks the standard of a number's kind, or nothing. `form`: not as such numbers are written. */
export type DocumentFault = 'length' | 'characters' | 'region' | 'date' | 'check-character' | 'form';

export interface DocumentRead {
  /** Canonical: half width, upper case, no blanks; fifteen digits made eighteen. */
  readonly number: string;
  readonly fault: DocumentFault | null;
}

const forms = {
  passport: /^[A-Z0-9]{5,12}$/,
  'hmt-permit': /^[HM]?\d{8}(\d{2})?$/,
  'foreign-residence': /^[A-Z]{3}\d{12}$/,
  other: /^[A-Z0-9()/]{1,32}$/,
} as const;

/** Residence permits of people from Hong Kong, Macao and Taiwan. */
const isHmtResidence = (number: string): boolean => /^8[123]0000/.test(number);

/**
 * Reads a number as typed or scanned. The server reads the same (`DocumentNumber.cs`); `tests/vectors/identifiers.json` holds both to it.
 * @param today an upper bound for birth dates
 */
export const readDocument = (kind: string, text: string, today: Date): DocumentRead => {
  const canonical = narrow(text);
  const isNewCard = kind === 'foreign-residence' && canonical.startsWith('9');
  if (kind === 'resident-id' || kind === 'hmt-residence' || isNewCard) {
    const id = readResidentId(canonical, today, isNewCard);
    const elsewhere = kind === 'hmt-residence' && id.fault === null && !isHmtResidence(id.number);
    return { number: id.number, fault: elsewhere ? 'region' : id.fault };
  }
  const form = kind in forms ? forms[kind as keyof typeof forms] : forms.other;
  return { number: canonical, fault: form.test(canonical) ? null : 'form' };
};
