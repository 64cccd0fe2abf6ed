import { number } from '../numbers.ts';
import { explainTexts } from './texts/index.ts';

/** Minutes in full, for what rules compare: 3100 → 51 h 40 min. */
export const exactMinutes = (minutes: number): string => {
  const { lengths } = explainTexts;
  if (minutes < 120) return lengths.minutes(number(minutes));
  const hours = lengths.hours(number(Math.floor(minutes / 60)));
  return minutes % 60 === 0 ? hours : `${hours} ${lengths.minutes(number(minutes % 60))}`;
};

/** As people say it: 50 min, 14 h, 5 days. Whole ones that have passed. */
export const roughly = (minutes: number): string => {
  const { lengths } = explainTexts;
  if (minutes < 120) return lengths.minutes(number(Math.max(0, Math.floor(minutes))));
  if (minutes < 96 * 60) return lengths.hours(number(Math.floor(minutes / 60)));
  return lengths.days(number(Math.floor(minutes / 1440)));
};
