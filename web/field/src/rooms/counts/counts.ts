import type { Result } from '@redvest/shared';
import type { components } from '@redvest/shared/api';
import { device } from '../../device/device.ts';
import { uuidAt } from '../../device/ids.ts';
import type { Post } from '../../device/protocol.ts';
import { shiftBefore, shiftOf, type ShiftTime } from '../shift/shifts.ts';

export type ShiftView = components['schemas']['ShiftView'];
export type LaneView = ShiftView['lanes'][number];
export type Side = 'out' | 'in';
export const sides = ['out', 'in'] as const;

/** What keeps everybody from signing now; only the first is said, for it has to go first. */
export type Obstacle =
  | { readonly kind: 'not-over' }
  | { readonly kind: 'owing'; readonly phones: ShiftView['owing'] }
  | { readonly kind: 'unexplained'; readonly lanes: readonly LaneView[] };

export const differs = (lane: LaneView): boolean => lane.counts.some(({ difference }) => difference !== 0);

/** The last word on a lane's difference. */
export const explanationOf = (shift: ShiftView, lane: LaneView): ShiftView['explanations'][number] | undefined =>
  shift.explanations.find(({ laneId }) => laneId === lane.laneId);

export const obstacleOf = (shift: ShiftView): Obstacle | null => {
  if (shift.state !== 'ended') return { kind: 'not-over' };
  if (shift.owing.length > 0) return { kind: 'owing', phones: shift.owing };
  const lanes = shift.lanes.filter((lane) => differs(lane) && !explanationOf(shift, lane));
  return lanes.length > 0 ? { kind: 'unexplained', lanes } : null;
};

/** Lanes on which anything happened or was counted. */
export const busyLanes = (shift: ShiftView): readonly LaneView[] =>
  shift.lanes.filter((lane) => lane.seen + lane.seenOnFoot + lane.counts.length + lane.hints.length > 0);

/** A signature under the figures as they are. */
export const standing = (shift: ShiftView, side: Side): ShiftView['signatures'][number] | undefined =>
  shift.signatures.find((one) => one.side === side && one.stands);

/** The shifts whose figures are signed here: the last ones that ended, newest first. */
export const endedShifts = (now: number, post: Post, count = 3): readonly ShiftTime[] => {
  const shifts: ShiftTime[] = [];
  for (let shift = shiftOf(now, post); shifts.length < count;) shifts.push((shift = shiftBefore(shift, post)));
  return shifts;
};

const fresh = (): string => uuidAt(Math.round(device.clock.now()));

/** The centre's word on one shift of this post: without the centre there are no others' counts to compare with. */
export const atCentre = (post: Post, { day, number }: ShiftTime) => {
  const path = `/api/v1/sync/posts/${post.checkpoint.id}/shifts/${day}/${String(number)}`;
  const say = (what: string, body: object): Promise<Result<undefined>> =>
    device.session.call<undefined>(`${path}/${what}`, { body: { id: fresh(), ...body } });
  return {
    read: (): Promise<Result<ShiftView>> => device.session.call<ShiftView>(path),
    explain: (lane: string, text: string, officer: string | null) => say('explanations', { lane, text, officer }),
    sign: (side: Side, digest: string, officer: string) => say('signatures', { side, digest, officer }),
  };
};
