import type { GateItem } from '@redvest/shared/gates';
import type { Occupant } from './check.ts';
import type { LaneModel } from './lane.ts';

/** The one next act, in words of `texts.lane.steps`. */
export type Step =
  | { readonly kind: 'identify' | 'who' | 'checking' | 'decide' }
  | { readonly kind: 'temperature' | 'health-code'; readonly who: Occupant }
  | { readonly kind: 'item'; readonly who: Occupant; readonly item: GateItem };

export const nextStep = ({ check, missing, anyway, card }: LaneModel): Step => {
  if (!check) return { kind: 'identify' };
  if (check.occupants.length === 0) return { kind: 'who' };
  const who = check.occupants.find(({ n }) => n === missing?.n);
  if (missing && who && !anyway)
    return missing.what === 'item' ? { kind: 'item', who, item: missing.item } : { kind: missing.what, who };
  return card.kind === 'shown' ? { kind: 'decide' } : { kind: 'checking' };
};
