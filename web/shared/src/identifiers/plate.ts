import { narrow } from './narrow.ts';

/** Provinces as GA 36 abbreviates them, the home province first. */
export const provinces = '晋京津冀蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新';

// The letters I and O are never used (GA 36): they look like 1 and 0.
const sign = '[A-HJ-NP-Z0-9]';
const authority = `[${provinces}][A-HJ-NP-Z]`;
const whole = (form: string): RegExp => new RegExp(`^(?:${form})$`, 'u');

/** The forms of GA 36-2018 and of its special plates, the everyday ones first; the server knows the same. */
const forms = {
  ordinary: whole(`${authority}${sign}{5}`),
  'small-electric': whole(`${authority}[A-HJK]${sign}\\d{4}`),
  'large-electric': whole(`${authority}\\d{5}[A-HJK]`),
  police: whole(`${authority}${sign}{4}警`),
  learner: whole(`${authority}${sign}{4}学`),
  trailer: whole(`${authority}${sign}{4}挂`),
  'hong-kong-macao': whole(`粤Z${sign}{4}[港澳]`),
  consulate: whole(`${authority}${sign}{4}领|\\d{6}领`),
  embassy: whole('\\d{6}使|使\\d{6}'),
  'armed-police': whole(`WJ[${provinces}]?\\d{4}[0-9A-Z]`),
  military: whole('[A-HJ-NP-Z]{2}\\d{5}'),
  emergency: whole(`[${provinces}][A-HJ-NP-Z]?${sign}{4,5}应急`),
  aviation: whole(`民航${sign}{5}`),
};

/** A plate: canonical text, and which form of the standard it has. */
export interface Plate {
  readonly text: string;
  readonly kind: keyof typeof forms | 'unusual';
}

/** Never refuses: a foreign or a misread plate is flagged `unusual` and still recorded. */
export const readPlate = (text: string): Plate => {
  const plate = narrow(text);
  const kind = (Object.keys(forms) as (keyof typeof forms)[]).find((name) => forms[name].test(plate));
  return { text: plate, kind: kind ?? 'unusual' };
};

/** What a plate is painted in; `green` and `yellow-green` are electric cars and lorries. The server keeps the same words. */
export const plateColours = ['blue', 'yellow', 'green', 'yellow-green', 'white', 'black'] as const;
export type PlateColour = (typeof plateColours)[number];

const colours: Readonly<Partial<Record<Plate['kind'], PlateColour>>> = {
  'small-electric': 'green',
  'large-electric': 'yellow-green',
  police: 'white',
  learner: 'yellow',
  trailer: 'yellow',
  'hong-kong-macao': 'black',
  consulate: 'black',
  embassy: 'black',
  'armed-police': 'white',
  military: 'white',
  emergency: 'white',
  aviation: 'green',
};

/** The colour GA 36 gives a plate of this form; null where only eyes can tell, as with a car's blue and a lorry's yellow. */
export const colourByForm = ({ kind }: Plate): PlateColour | null => colours[kind] ?? null;

/** Whether a text could be meant as a plate: starts with a province, or `WJ`, and is not much longer than one. */
export const looksLikePlate = (text: string): boolean =>
  new RegExp(`^([${provinces}使]|WJ)[^\\s]{3,8}$`, 'u').test(narrow(text));

const withAuthority = new RegExp(`^${authority}`, 'u');

/** 晋G·12345: as it is painted. */
export const showPlate = (text: string): string =>
  readPlate(text).kind !== 'unusual' && withAuthority.test(text) ? `${text.slice(0, 2)}·${text.slice(2)}` : text;
