import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import type { LocationQuery } from 'vue-router';
import { act, ask, type Answer, type Filters, type Told } from '../../client';
import { queries } from '../../queries';

export type PostStrength = Answer<'/api/v1/duty/posts'>['posts'][number];
export type Secondment = Answer<'/api/v1/duty/secondments'>['rows'][number];
export type NewSecondment = Told<'/api/v1/duty/secondments'>;
export type Narrowing = Filters<'/api/v1/duty/secondments'>;

const names = ['post', 'unit', 'function', 'status', 'crew', 'state', 'figure', 'after'] as const;

/** What the page's address narrows the list by. */
export const narrowing = (query: LocationQuery): Narrowing =>
  Object.fromEntries(names.map((name) => [name, typeof query[name] === 'string' ? query[name] : undefined]));

export const isNarrowed = (by: Narrowing): boolean =>
  names.some((name) => name !== 'post' && name !== 'after' && by[name] !== undefined);

/** How strong is each post now? */
export const useStrength = () =>
  useQuery({ queryKey: ['duty', 'posts'], queryFn: ({ signal }) => ask('/api/v1/duty/posts', {}, {}, signal) });

/** Who may lend people? */
export const useUnits = () =>
  useQuery({
    queryKey: ['duty', 'units'],
    queryFn: ({ signal }) => ask('/api/v1/duty/units', {}, {}, signal),
    staleTime: 60_000,
  });

/** Who is where? A name typed to find somebody stays out of the page's address. */
export const useSecondments = (by: () => Narrowing, q: () => string) =>
  useQuery({
    queryKey: computed(() => ['duty', 'secondments', by(), q()]),
    queryFn: ({ signal }) => ask('/api/v1/duty/secondments', {}, { ...by(), q: q(), limit: 50 }, signal),
    placeholderData: keepPreviousData,
  });

export const askDutyAgain = (): Promise<void> => queries.invalidateQueries({ queryKey: ['duty'] });

export const second = (wanted: NewSecondment) => act('/api/v1/duty/secondments', {}, wanted);
export const move = (id: string, wanted: Told<'/api/v1/duty/secondments/{id}/move'>) =>
  act('/api/v1/duty/secondments/{id}/move', { id }, wanted);
export const end = (id: string, reason: string) => act('/api/v1/duty/secondments/{id}/end', { id }, { reason });
export const contact = async (id: string, purpose: string): Promise<string | null> =>
  (await act('/api/v1/duty/secondments/{id}/contact', { id }, { purpose })).contact;

export const figureOf = (post: PostStrength, key: string): number =>
  post.figures.find((figure) => figure.key === key)?.value ?? 0;

export interface Draft {
  person: string | null;
  name: string;
  homeUnit: string;
  post: string;
  function: string;
  crew: string;
  politicalStatus: string;
  from: string;
  until: string;
  contact: string;
}

export const draftFault = (draft: Draft): 'missing' | 'periodWrong' | null => {
  if (draft.name.trim() === '' || draft.homeUnit === '' || draft.post === '' || draft.function === '') return 'missing';
  return draft.until !== '' && draft.until < draft.from ? 'periodWrong' : null;
};

/** Local days become instants: the first one from now when it is today, the last one to its end. */
export const toSecondment = (draft: Draft, id: string, today: string, offsetMinutes: number): NewSecondment => {
  const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) - offsetMinutes * 60_000;
  return {
    id,
    person: draft.person,
    name: draft.person === null ? draft.name.trim() : null,
    homeUnit: draft.homeUnit,
    post: draft.post,
    function: draft.function,
    crew: draft.crew || null,
    politicalStatus: draft.politicalStatus,
    from: draft.from === today ? null : new Date(startOf(draft.from)).toISOString(),
    until: draft.until === '' ? null : new Date(startOf(draft.until) + 86_400_000).toISOString(),
    contact: draft.contact.trim() || null,
  };
};
