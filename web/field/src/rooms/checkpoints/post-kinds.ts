import type { Post } from '../../device/protocol.ts';

/** Where most come on foot: a first code is a person's, and a plate makes a car of it. */
export const isOnFoot = ({ checkpoint }: Post): boolean =>
  ['village-road', 'estate-gate', 'park-gate'].includes(checkpoint.kind);

/** One phone for both ways: there are not lanes enough to part them. */
export const servesBothWays = (post: Post): boolean =>
  isOnFoot(post) || new Set(post.lanes.map(({ direction }) => direction)).size < 2;

/** Whether the post has a station of this kind. */
export const hasStation = ({ stations }: Post, kind: string): boolean =>
  stations?.some((station) => station.kind === kind) ?? false;
