import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { act, ask, type Answer, type Told } from '../../client';
import { queries } from '../../queries';
import { word } from '../../ui/speak';
import { uuid7 } from '../../ui/uuid7';
import { freightTexts } from './texts';

export type TripsNow = Answer<'/api/v1/checkpoints/{id}/trips'>;
export type Trip = TripsNow['inside'][number];
export type CrewMember = Trip['crew'][number];
export type Plan = Omit<Told<'/api/v1/checkpoints/{id}/trips'>, 'id' | 'trip'>;
type TripRecord = Told<'/api/v1/trips/{id}/records'>;

const AskEveryMs = 10_000;

/** Which lorries are expected, inside, gone? Asked again: a clock runs while nothing is recorded. */
export const useTrips = (checkpoint: () => string, day: () => string | null) =>
  useQuery({
    queryKey: computed(() => ['trips', checkpoint(), day()]),
    queryFn: ({ signal }) => ask('/api/v1/checkpoints/{id}/trips', { id: checkpoint() }, { day: day() }, signal),
    refetchInterval: AskEveryMs,
  });

/** Everything about one trip. Looking is in the audit, so it is asked once and not by a clock. */
export const useTrip = (id: () => string) =>
  useQuery({
    queryKey: computed(() => ['trip', id()]),
    queryFn: ({ signal }) => ask('/api/v1/trips/{id}', { id: id() }, {}, signal),
    staleTime: Infinity,
  });

const askAgain = async (trip: string): Promise<void> => {
  await queries.invalidateQueries({ queryKey: ['trips'] });
  await queries.invalidateQueries({ queryKey: ['trip', trip] });
};

export const announce = async (checkpoint: string, plan: Plan): Promise<void> => {
  const trip = uuid7();
  await act('/api/v1/checkpoints/{id}/trips', { id: checkpoint }, { id: uuid7(), trip, ...plan });
  await askAgain(trip);
};

export const recordTrip = async (trip: string, said: Omit<TripRecord, 'id'>): Promise<void> => {
  await act('/api/v1/trips/{id}/records', { id: trip }, { id: uuid7(), ...said });
  await askAgain(trip);
};

export const crewWord = (crew: readonly CrewMember[]): string =>
  crew.map((one) => `${word(freightTexts.roles, one.role)} ${one.name}${one.tail ? ` …${one.tail}` : ''}`).join('、');
