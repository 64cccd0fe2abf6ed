import { degrees, number } from '../numbers.ts';
import { words } from '../texts/index.ts';
import { exactMinutes } from './lengths.ts';
import { explainTexts } from './texts/index.ts';
import { word } from './word.ts';

/** One fact a rule read, in words. */
export interface SaidFact {
  readonly name: string;
  readonly label: string;
  readonly text: string;
  readonly known: boolean;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `{ test: { result: 1 } }` and `{ "test.result": 1 }` are the same fact. */
const flat = (facts: Readonly<Record<string, unknown>>, before = ''): [string, unknown][] =>
  Object.entries(facts).flatMap(([name, value]) =>
    isRecord(value) ? flat(value, `${before}${name}.`) : [[`${before}${name}`, value] as [string, unknown]],
  );

/** The unit is in the fact's name: tenths of a degree, minutes, days, years. */
const sayValue = (name: string, value: unknown): string => {
  const { lengths } = explainTexts;
  if (typeof value === 'boolean') return value ? explainTexts.yes : explainTexts.no;
  if (typeof value === 'number') {
    if (name.endsWith('Tenths')) return `${degrees(value)} °C`;
    if (name.endsWith('Minutes')) return exactMinutes(value);
    if (name.endsWith('Years')) return lengths.years(number(value));
    if (name.endsWith('Days') || name.endsWith('daysSince')) return lengths.days(number(value));
    return number(value);
  }
  if (Array.isArray(value)) return value.map((one) => sayValue(name, one)).join(', ');
  if (typeof value !== 'string') return JSON.stringify(value);
  if (name === 'category') return word(words.categories, value);
  return name === 'direction' ? word(words.directions, value) : word(explainTexts.values, value);
};

/** Facts in the order given. `…Known` siblings are folded in: what was not known says so. */
export const sayFacts = (facts: Readonly<Record<string, unknown>>): SaidFact[] => {
  const all = new Map(flat(facts));
  const names = new Set([...all.keys()].map((name) => name.replace(/Known$/, '')));
  return [...names].map((name) => {
    const value = all.get(name);
    const known = value !== undefined && value !== null && all.get(`${name}Known`) !== false;
    return {
      name,
      label: word(explainTexts.facts, name),
      text: known ? sayValue(name, value) : explainTexts.unknown,
      known,
    };
  });
};

/** A parameter with its unit as packs write it: `373` of `0.1 °C` reads 37.3 °C. */
export const sayParameter = (value: unknown, unit: string): string => {
  const { lengths } = explainTexts;
  if (typeof value !== 'number') return typeof value === 'string' ? value : JSON.stringify(value);
  switch (unit) {
    case '0.1 °C':
      return `${degrees(value)} °C`;
    case 'min':
      return exactMinutes(value);
    case 'd':
      return lengths.days(number(value));
    case 'a':
      return lengths.years(number(value));
    default:
      return `${number(value)} ${unit}`;
  }
};
