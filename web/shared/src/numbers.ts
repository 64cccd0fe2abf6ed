import { language } from './language.ts';

const locale = (): string => (language.value === 'en' ? 'en-GB' : 'zh-CN');

/** 1,234 */
export const number = (value: number): string => new Intl.NumberFormat(locale()).format(value);

/** `persons(1)` → "1 person", `persons(2)` → "2 persons"; the words come from the caller's text module. */
export const plural = (count: number, one: string, other: string): string =>
  `${number(count)} ${new Intl.PluralRules('en').select(count) === 'one' ? one : other}`;

/** Tenths of a degree as people read them: 365 → "36.5". */
export const degrees = (tenths: number): string => (tenths / 10).toFixed(1);
