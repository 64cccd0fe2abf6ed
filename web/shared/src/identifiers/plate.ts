import { narrow } from './narrow.ts';

/** Provinces as GA 36 abbreviates them, the home province first. */
export const provinces = '晋京津冀蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新';

// The letters I and O are never used (GA 36): they look like 1 and 0.
const ordinary = new RegExp(`^[${provinces}][A-HJ-NP-Z][A-HJ-NP-Z0-9]{5}$`, 'u');
const smallElectric = new RegExp(`^[${provinces}][A-HJ-NP-Z][A-HJK][A-HJ-NP-Z0-9]\\d{4}$`, 'u');
const largeElectric = new RegExp(`^[${provinces}][A-HJ-NP-Z]\\d{5}[A-HJK]$`, 'u');

/** A plate: canonical text, and whether its form is one of the three everyday ones of GA 36. */
export interface Plate {
  readonly text: string;
  readonly kind: 'ordinary' | 'small-electric' | 'large-electric' | 'unusual';
}

/** Never refuses: a trainer's, a diplomat's, a foreign or a misread plate is flagged `unusual` and still recorded. */
export const readPlate = (text: string): Plate => {
  const plate = narrow(text);
  if (ordinary.test(plate)) return { text: plate, kind: 'ordinary' };
  if (smallElectric.test(plate)) return { text: plate, kind: 'small-electric' };
  if (largeElectric.test(plate)) return { text: plate, kind: 'large-electric' };
  return { text: plate, kind: 'unusual' };
};

/** Whether a text could be meant as a plate: starts with a province, or `WJ`, and is not much longer than one. */
export const looksLikePlate = (text: string): boolean =>
  new RegExp(`^([${provinces}使]|WJ)[^\\s]{3,8}$`, 'u').test(narrow(text));

/** 晋G·12345: as it is painted. */
export const showPlate = (text: string): string =>
  readPlate(text).kind === 'unusual' ? text : `${text.slice(0, 2)}·${text.slice(2)}`;
