import { number } from '@redvest/shared';
import { queueTexts } from './texts/index.ts';

/** 45 → 45 s, 150 → 3 min. */
export const duration = (seconds: number): string =>
  seconds < 100
    ? queueTexts.seconds(number(Math.round(seconds)))
    : queueTexts.minutes(number(Math.round(seconds / 60)));
