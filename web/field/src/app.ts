import type { Lack } from './device/readiness.ts';

/** All that decides which screen an officer sees. */
export interface AppState {
  readonly loaded: boolean;
  readonly lacks: readonly Lack[];
  readonly revoked: boolean;
  readonly enrolled: boolean;
  readonly hasBundle: boolean;
  readonly hasPin: boolean;
  readonly unlocked: boolean;
  /** Number of the shift in which the officer said who is here; null when nobody did. */
  readonly officerShift: number | null;
  readonly shift: number;
  readonly hasLane: boolean;
  /** A passage is being checked: nobody is asked anything else meanwhile. */
  readonly busy: boolean;
  readonly asked: 'who' | 'lane' | null;
}

export type Screen =
  'starting' | 'lacking' | 'revoked' | 'enrol' | 'preparing' | 'new-pin' | 'locked' | 'who' | 'choose-lane' | 'work';

/** The one screen that fits. The order is the order of set-up; a lack of persistence is said there, it stops nothing. */
export const screenOf = (state: AppState): Screen => {
  if (!state.loaded) return 'starting';
  if (state.lacks.some((lack) => lack !== 'persistence')) return 'lacking';
  if (state.revoked) return 'revoked';
  if (!state.enrolled) return 'enrol';
  if (!state.hasBundle) return 'preparing';
  if (!state.hasPin) return 'new-pin';
  if (!state.unlocked) return 'locked';
  if (state.asked === 'who' || state.officerShift === null) return 'who';
  if (state.officerShift !== state.shift && !state.busy) return 'who';
  if (state.asked === 'lane' || !state.hasLane) return 'choose-lane';
  return 'work';
};
