/** What the clocks of a phone said at one moment of one life of the page. */
export interface Moment {
  readonly life: string;
  /** Milliseconds of the life's monotonic clock, whole. */
  readonly mono: number;
  /** The phone's own idea of the time: evidence, not truth. */
  readonly wall: number;
}

/** The server's word on the time, and the moment it arrived. */
export interface Anchor extends Moment {
  readonly ticket: string;
}

export interface EventTime {
  readonly at: number;
  /** True when it rests on the phone's clock. */
  readonly estimated: boolean;
}

/** The time a ticket states: the part before its last dot. */
export const ticketTime = (ticket: string): number => Date.parse(ticket.slice(0, ticket.lastIndexOf('.')));

/**
 * When something happened, by the protocol's arithmetic (§3).
 * @param anchors in the order of their lives, the latest last
 */
export const eventTime = (moment: Moment, anchors: readonly Anchor[]): EventTime => {
  const own = anchors.find((anchor) => anchor.life === moment.life);
  if (own) return { at: ticketTime(own.ticket) + (moment.mono - own.mono), estimated: false };
  const earlier = anchors.at(-1);
  if (earlier) return { at: ticketTime(earlier.ticket) + (moment.wall - earlier.wall), estimated: true };
  return { at: moment.wall, estimated: true };
};

/** This life of the page: made once a load. */
export const createLife = (): { readonly life: string; readonly moment: () => Moment } => {
  const life = crypto.randomUUID();
  return { life, moment: () => ({ life, mono: Math.round(performance.now()), wall: Date.now() }) };
};
