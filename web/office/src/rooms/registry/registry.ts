import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import type { LocationQuery } from 'vue-router';
import { act, ask, type Answer, type Told } from '../../client';
import { queries } from '../../queries';

export type PersonRow = Answer<'/api/v1/registry/people'>['rows'][number];
export type Person = Answer<'/api/v1/registry/people/{id}/open', 'post'>;
export type Happened = Person['history'][number];
export type VehicleRow = Answer<'/api/v1/registry/vehicles'>['rows'][number];
export type HouseholdRow = Answer<'/api/v1/registry/households/list', 'post'>['rows'][number];
export type Member = Answer<'/api/v1/registry/households/{id}'>['members'][number];
export type Unit = Answer<'/api/v1/registry/organisations'>['rows'][number];
export type Place = Answer<'/api/v1/registry/places'>['rows'][number];
export type Division = Answer<'/api/v1/registry/divisions'>['rows'][number];

const Rows = 50;

export const text = (query: LocationQuery, name: string): string | undefined => {
  const value = query[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};
const page = (query: LocationQuery) => ({ after: text(query, 'after'), limit: Rows });

export const usePeople = (query: () => LocationQuery) =>
  useQuery({
    queryKey: computed(() => ['registry', 'people', query()]),
    queryFn: ({ signal }) =>
      ask(
        '/api/v1/registry/people',
        {},
        { kind: text(query(), 'kind'), unusual: text(query(), 'unusual') === 'true', ...page(query()) },
        signal,
      ),
    placeholderData: keepPreviousData,
  });

export const useVehicles = (query: () => LocationQuery) =>
  useQuery({
    queryKey: computed(() => ['registry', 'vehicles', query()]),
    queryFn: ({ signal }) =>
      ask('/api/v1/registry/vehicles', {}, { kind: text(query(), 'kind'), ...page(query()) }, signal),
    placeholderData: keepPreviousData,
  });

export const useVehicle = (id: () => string) =>
  useQuery({
    queryKey: computed(() => ['registry', 'vehicle', id()]),
    queryFn: ({ signal }) => ask('/api/v1/registry/vehicles/{id}', { id: id() }, {}, signal),
  });

/** An address is somebody's door: it is asked for by POST and stands in no URL. */
export const useHouseholds = (query: () => LocationQuery, address: () => string) =>
  useQuery({
    queryKey: computed(() => ['registry', 'households', query(), address()]),
    queryFn: () =>
      act(
        '/api/v1/registry/households/list',
        {},
        {
          division: text(query(), 'division') === undefined ? null : Number(text(query(), 'division')),
          ended: text(query(), 'ended') === 'true',
          address: address() || null,
          after: text(query(), 'after') ?? null,
          limit: Rows,
        },
      ),
    placeholderData: keepPreviousData,
  });

export const useHousehold = (id: () => string) =>
  useQuery({
    queryKey: computed(() => ['registry', 'household', id()]),
    queryFn: ({ signal }) => ask('/api/v1/registry/households/{id}', { id: id() }, {}, signal),
  });

const narrowed = (query: LocationQuery) => ({
  q: text(query, 'q'),
  kind: text(query, 'kind'),
  division: text(query, 'division') === undefined ? undefined : Number(text(query, 'division')),
  ended: text(query, 'ended') === 'true',
  ...page(query),
});

export const useUnits = (query: () => LocationQuery) =>
  useQuery({
    queryKey: computed(() => ['registry', 'organisations', query()]),
    queryFn: ({ signal }) => ask('/api/v1/registry/organisations', {}, narrowed(query()), signal),
    placeholderData: keepPreviousData,
  });

/** For choosing one: the first two hundred by what is typed. */
export const useUnitChoice = (q: () => string) =>
  useQuery({
    queryKey: computed(() => ['registry', 'unit-choice', q()]),
    queryFn: ({ signal }) => ask('/api/v1/registry/organisations', {}, { q: q() || null, limit: 200 }, signal),
    placeholderData: keepPreviousData,
  });

export const usePlaces = (query: () => LocationQuery) =>
  useQuery({
    queryKey: computed(() => ['registry', 'places', query()]),
    queryFn: ({ signal }) => ask('/api/v1/registry/places', {}, narrowed(query()), signal),
    placeholderData: keepPreviousData,
  });

export const useDivisions = () =>
  useQuery({
    queryKey: ['registry', 'divisions'],
    queryFn: ({ signal }) => ask('/api/v1/registry/divisions', {}, {}, signal),
    staleTime: 60 * 60_000,
  });

export const askRegistryAgain = (): Promise<void> => queries.invalidateQueries({ queryKey: ['registry'] });

export const findPeople = (wanted: Told<'/api/v1/registry/people/find'>) =>
  act('/api/v1/registry/people/find', {}, wanted);
export const openPerson = (id: string, purpose: string) =>
  act('/api/v1/registry/people/{id}/open', { id }, { purpose });
export const revealPerson = (id: string, field: 'document' | 'phone', purpose: string) =>
  act('/api/v1/registry/people/{id}/reveal', { id }, { field, purpose });
export const addPerson = (wanted: Told<'/api/v1/registry/people'>) => act('/api/v1/registry/people', {}, wanted);
export const correctPerson = (id: string, wanted: Told<'/api/v1/registry/people/{id}/correct'>) =>
  act('/api/v1/registry/people/{id}/correct', { id }, wanted);
export type LikelyPair = Answer<'/api/v1/registry/duplicates'>['rows'][number];

/** Which entries may be one person? */
export const usePairs = () =>
  useQuery({
    queryKey: ['registry', 'duplicates'],
    queryFn: ({ signal }) => ask('/api/v1/registry/duplicates', {}, { limit: 50 }, signal),
  });

export interface PersonDraft {
  readonly documentKind: string;
  readonly document: string;
  readonly name: string;
  readonly phone: string;
}

/** Is somebody like this here already? What is typed is asked by POST and not kept when the form is closed. */
export const useAlike = (draft: () => PersonDraft) =>
  useQuery({
    queryKey: computed(() => ['registry', 'alike', draft()]),
    queryFn: () => {
      const { documentKind, document, name, phone } = draft();
      return act(
        '/api/v1/registry/people/alike',
        {},
        {
          documentKind,
          document: document.trim(),
          name: name.trim(),
          phone: phone.trim() || null,
        },
      );
    },
    enabled: computed(() => draft().name.trim().length > 1 && draft().document.trim().length > 5),
    gcTime: 0,
    retry: false,
  });

export const mergePeople = (id: string, into: string, reason: string) =>
  act('/api/v1/registry/people/{id}/merge', { id }, { into, reason });
export const partPeople = (id: string, reason: string) =>
  act('/api/v1/registry/people/{id}/unmerge', { id }, { reason });
export const sayDifferent = (first: string, second: string, reason: string) =>
  act('/api/v1/registry/duplicates/{first}/{second}/different', { first, second }, { reason });
export const lookForPairs = () => act('/api/v1/registry/duplicates/look', {});
export const findVehicles = (plate: string) => act('/api/v1/registry/vehicles/find', {}, { plate });
export const saveVehicle = (wanted: Told<'/api/v1/registry/vehicles'>) => act('/api/v1/registry/vehicles', {}, wanted);
export const saveHousehold = (id: string, wanted: Told<'/api/v1/registry/households/{id}'>) =>
  act('/api/v1/registry/households/{id}', { id }, wanted);
export const endHousehold = (id: string, reason: string) =>
  act('/api/v1/registry/households/{id}/end', { id }, { reason });
export const joinHousehold = (id: string, person: string, relation: string) =>
  act('/api/v1/registry/households/{id}/members', { id }, { person, relation });
export const leaveHousehold = (id: string, person: string) =>
  act('/api/v1/registry/households/{id}/members/leave', { id }, { person });
export const saveUnit = (id: string, wanted: Told<'/api/v1/registry/organisations/{id}'>) =>
  act('/api/v1/registry/organisations/{id}', { id }, wanted);
export const endUnit = (id: string, reason: string) =>
  act('/api/v1/registry/organisations/{id}/end', { id }, { reason });
export const savePlace = (id: string, wanted: Told<'/api/v1/registry/places/{id}'>) =>
  act('/api/v1/registry/places/{id}', { id }, wanted);
export const endPlace = (id: string, reason: string) => act('/api/v1/registry/places/{id}/end', { id }, { reason });
