import { say } from '@redvest/shared';
import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { act, ask, type Answer, type Filters } from '../../client';
import { queries } from '../../queries';
import { uuid7 } from '../../ui/uuid7';

export type LoopBoard = Answer<'/api/v1/loops'>;
export type Loop = LoopBoard['rows'][number];
export type LoopKinds = Answer<'/api/v1/loops/kinds'>;
export type LoopKind = LoopKinds['rows'][number];
export type LoopFilter = Filters<'/api/v1/loops'>;
export type Balance = Answer<'/api/v1/loops/balance'>;

const AskEveryMs = 15_000;

/** Who and what is open now? Asked again: a clock runs while nothing is recorded. */
export const useLoops = (filter: () => LoopFilter) =>
  useQuery({
    queryKey: computed(() => ['loops', filter()]),
    queryFn: ({ signal }) => ask('/api/v1/loops', {}, filter(), signal),
    refetchInterval: AskEveryMs,
  });

/** What kinds of loops are there, and what are their words? */
export const useLoopKinds = () =>
  useQuery({
    queryKey: ['loop-kinds'],
    queryFn: ({ signal }) => ask('/api/v1/loops/kinds', {}, {}, signal),
    staleTime: Infinity,
  });

/** One loop and its chain. Looking is in the audit, so it is asked once and not by a clock. */
export const useLoop = (id: () => string) =>
  useQuery({
    queryKey: computed(() => ['loop', id()]),
    queryFn: ({ signal }) => ask('/api/v1/loops/{id}', { id: id() }, {}, signal),
    staleTime: Infinity,
  });

/** Has anybody been lost, as counted last? */
export const useBalance = () =>
  useQuery({ queryKey: ['loop-balance'], queryFn: ({ signal }) => ask('/api/v1/loops/balance', {}, {}, signal) });

export const countNow = async (): Promise<void> => {
  queries.setQueryData(['loop-balance'], await act('/api/v1/loops/balance', {}));
};

export const recordLoop = async (loop: string, what: string, reason: string | null = null): Promise<void> => {
  await act('/api/v1/loops/{id}/records', { id: loop }, { id: uuid7(), what, reason });
  await queries.invalidateQueries({ queryKey: ['loops'] });
  await queries.invalidateQueries({ queryKey: ['loop', loop] });
};

type Words = 'stages' | 'nexts' | 'givens' | 'ends';

/** A word of a kind in the reader's language; one of a newer part is shown raw. */
export const wordOf = (kind: LoopKind | undefined, of: Words, code: string | null): string => {
  if (code === null) return '';
  const known = kind?.[of].find((word) => word.code === code);
  return known ? say(known) : code;
};

export const kindWord = (kinds: LoopKinds | undefined, name: string): string => {
  const known = kinds?.rows.find((kind) => kind.name === name);
  return known ? say(known.said) : name;
};
