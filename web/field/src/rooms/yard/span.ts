import { number } from '@redvest/shared';
import { yardTexts } from './texts/index.ts';

/** 45 min, 3 h 20 min; never negative. */
export const span = (ms: number): string => {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  return minutes < 60
    ? yardTexts.mins(number(minutes))
    : yardTexts.hours(number(Math.floor(minutes / 60)), number(minutes % 60));
};
