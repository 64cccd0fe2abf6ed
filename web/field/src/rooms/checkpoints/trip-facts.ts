import { readPlate } from '@redvest/shared';
import type { TripSaid } from '@redvest/shared/rules';
import type { Trip } from '../freight/trips.ts';

/** How long an announced lorry is expected after its hour, as on the centre's lists. */
const lateMs = 48 * 3_600_000;

const sealIntact = ({ breached, sealFound }: Trip): boolean | null =>
  breached ? false : sealFound == null ? null : sealFound === 'intact';

/** What rules may read of a lorry's trip: the one inside, else the one expected next. The server says the same in `KnownTrips.cs`. */
export const tripSaid = (trips: readonly Trip[], plate: string | null, now: number): TripSaid | null => {
  const text = plate ? readPlate(plate).text : '';
  if (text === '') return null;
  const [trip] = trips
    .filter(
      (one) =>
        one.plate === text &&
        (one.enteredAt !== null || (one.expectedAt !== null && Date.parse(one.expectedAt) > now - lateMs)),
    )
    .sort(
      (one, other) =>
        Number(other.enteredAt !== null) - Number(one.enteredAt !== null) ||
        Date.parse(one.expectedAt ?? '') - Date.parse(other.expectedAt ?? ''),
    );
  if (!trip) return { announced: false };
  return {
    announced: trip.announced,
    inside: trip.enteredAt !== null,
    hasConsignee: !!trip.consignee,
    hasPermit: !!trip.permit,
    sealIntact: sealIntact(trip),
    dueAt: trip.dueAt,
  };
};
