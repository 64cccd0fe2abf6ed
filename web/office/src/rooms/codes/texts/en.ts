import type { zh } from './zh';

export const en: typeof zh = {
  valid: (to, posts) => `A good commuter pass, until ${to}, for ${posts}.`,
  compare: (name, tail) =>
    `Compare with the holder’s document: ${name}, ending in ${tail}. A code cannot show that a pass was suspended: see “Passes”.`,
  notYet: (from) => `This commuter pass begins on ${from}.`,
  expired: (to) => `This commuter pass ended on ${to}.`,
  otherPost: 'This commuter pass is not for your posts.',
  otherTime: (to) => `A good commuter pass, until ${to}, but not for this day or hour.`,
  ask: 'Its holder should turn to whoever issued it.',
  comma: ', ',
};
