import type { PassageEvent } from '../../api';

/** A device clock that is off, or a record that came late, by more than this is worth a word. */
const WorthSaying = 60_000;

const over = (milliseconds: number): number | null => (Math.abs(milliseconds) >= WorthSaying ? milliseconds : null);

/** Device clock minus event time, when it matters: positive means that the device ran ahead. */
export const clockError = (event: Pick<PassageEvent, 'deviceWall' | 'eventTime'>): number | null =>
  event.deviceWall === null ? null : over(event.deviceWall - Date.parse(event.eventTime));

/** How long after the event the centre got to know, when it matters. */
export const lateness = (event: Pick<PassageEvent, 'receivedAt' | 'eventTime'>): number | null =>
  over(Date.parse(event.receivedAt) - Date.parse(event.eventTime));
