import { verdictLook } from '@redvest/shared';
import type { Passage } from '../../api';
import { texts } from '../../texts';

/** Where the officer and the proposal part, as a sentence; a kind this app does not know is shown as it stands. */
export const sayDifference = (difference: Passage['differences'][number]): string => {
  const { n, given, proposed, reason } = difference;
  const parts: string[] = [];
  if (typeof n === 'number' && n > 0) parts.push(texts.passage.occupant(String(n)));
  if (typeof given === 'string' && typeof proposed === 'string')
    parts.push(texts.passage.differs(verdictLook(given).word, verdictLook(proposed).word));
  else parts.push(JSON.stringify(difference));
  if (typeof reason === 'string' && reason !== '') parts.push(`${texts.common.reason}: ${reason}`);
  return parts.join(' · ');
};
