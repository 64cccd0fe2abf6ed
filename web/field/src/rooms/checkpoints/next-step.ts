import { type Check, type Occupant, unmeasured } from './check.ts';
import type { LaneModel } from './lane.ts';

/** The one next act, in words of `texts.lane.steps`. */
export type Step =
  | { readonly kind: 'identify' | 'who' | 'checking' | 'decide' }
  | { readonly kind: 'temperature'; readonly who: Occupant };

export const nextStep = (model: LaneModel): Step => {
  const check: Check | null = model.check;
  if (!check) return { kind: 'identify' };
  if (check.occupants.length === 0) return { kind: 'who' };
  const who = unmeasured(check);
  if (who && !model.anyway) return { kind: 'temperature', who };
  return model.card.kind === 'shown' ? { kind: 'decide' } : { kind: 'checking' };
};
