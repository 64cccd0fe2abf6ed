import { clockSeconds, verdictLook } from '@redvest/shared';
import { explainTexts } from '@redvest/shared/explain';
import type { Difference, Restriction } from '../../api';
import { texts } from '../../texts';
import { word } from '../../ui/speak';

const who = (n: number | null): string => (n === null ? texts.passage.wholeVehicle : texts.passage.occupant(String(n)));
const verdict = (code: string): string => verdictLook(code).word;

/** Where the officer and the proposal part, as a sentence. */
export const sayDifference = ({ n, given, proposed, reason, shown }: Difference): string =>
  [
    who(n),
    texts.passage.differs(verdict(given), verdict(proposed), word(explainTexts.values, shown)),
    ...(reason ? [`${texts.common.reason}: ${reason}`] : []),
  ].join(' · ');

/** What the centre knew when somebody was released. */
export const sayRestriction = ({ n, at, given, known, rules }: Restriction): string =>
  [who(n), texts.passage.known(clockSeconds(at), verdict(given), verdict(known)), rules.join(', ')].join(' · ');
