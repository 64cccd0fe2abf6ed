import { texts } from '../../texts';

/** Characters; the server also refuses the commonest passwords and the user's own name. */
const Shortest = 10;

/** What is wrong with a new password, in the reader's words; null when it may be sent. The server has the last word. */
export const passwordFault = (current: string, next: string, again: string): string | null => {
  if (Array.from(next).length < Shortest) return texts.password.short;
  if (next === current) return texts.password.same;
  return next === again ? null : texts.password.differ;
};
