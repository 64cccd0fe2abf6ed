import type { PassageEvent } from '../../api';

/** A device clock that is off, or a record that came late, by more than this is worth a word. */
const WorthSaying = 60_000;

const over = (milliseconds: number): number | null => (Math.abs(milliseconds) >= WorthSaying ? milliseconds : null);

/** The device's own clock, an instant or milliseconds since 1970. */
export const deviceInstant = ({ deviceWall }: Pick<PassageEvent, 'deviceWall'>): number | null => {
  const at = typeof deviceWall === 'string' ? Date.parse(deviceWall) : deviceWall;
  return at === null || Number.isNaN(at) ? null : at;
};

/** Device clock minus event time, when it matters: positive means that the device ran ahead. */
export const clockError = (event: Pick<PassageEvent, 'deviceWall' | 'eventTime'>): number | null => {
  const at = deviceInstant(event);
  return at === null ? null : over(at - Date.parse(event.eventTime));
};

/** How long after the event the centre got to know, when it matters. */
export const lateness = (event: Pick<PassageEvent, 'receivedAt' | 'eventTime'>): number | null =>
  over(Date.parse(event.receivedAt) - Date.parse(event.eventTime));
