import { number } from '@redvest/shared';
import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import type { LocationQuery } from 'vue-router';
import { act, ask, type Answer, type Filters, type Told } from '../../client';
import { queries } from '../../queries';
import { word } from '../../ui/speak';
import { words } from './texts';

export type PassRow = Answer<'/api/v1/passes'>['rows'][number];
export type Pass = Answer<'/api/v1/passes/{id}'>;
export type Card = Answer<'/api/v1/passes/{id}/card', 'post'>;
export type Holder = Answer<'/api/v1/passes/holder', 'post'>;
export type NewPass = Told<'/api/v1/passes'>;
export type Conditions = NewPass['conditions'];
export type Board = Answer<'/api/v1/checkpoints/{id}/registration-board'>;
export type Narrowing = Filters<'/api/v1/passes'>;

const names = ['state', 'checkpoint', 'employer', 'after'] as const;

/** What the page's address narrows the list by. */
export const narrowing = (query: LocationQuery): Narrowing =>
  Object.fromEntries(names.map((name) => [name, typeof query[name] === 'string' ? query[name] : undefined]));

/** Which passes are there? */
export const usePasses = (by: () => Narrowing) =>
  useQuery({
    queryKey: computed(() => ['passes', 'list', by()]),
    queryFn: ({ signal }) => ask('/api/v1/passes', {}, { ...by(), limit: 50 }, signal),
    placeholderData: keepPreviousData,
  });

/** What is this pass? */
export const usePass = (id: () => string) =>
  useQuery({
    queryKey: computed(() => ['passes', 'one', id()]),
    queryFn: ({ signal }) => ask('/api/v1/passes/{id}', { id: id() }, {}, signal),
  });

/** For whom and where can a pass be? */
export const useChoices = () =>
  useQuery({
    queryKey: ['passes', 'choices'],
    queryFn: ({ signal }) => ask('/api/v1/passes/choices', {}, {}, signal),
    staleTime: 60_000,
  });

/** Which code hangs at this post? */
export const useBoard = (checkpoint: () => string) =>
  useQuery({
    queryKey: computed(() => ['registration-board', checkpoint()]),
    queryFn: ({ signal }) => ask('/api/v1/checkpoints/{id}/registration-board', { id: checkpoint() }, {}, signal),
    enabled: computed(() => checkpoint() !== ''),
  });

export const askPassesAgain = (): Promise<void> => queries.invalidateQueries({ queryKey: ['passes'] });

export const findPasses = (text: string) => act('/api/v1/passes/find', {}, { text });
export const findHolder = (kind: string, documentNumber: string) =>
  act('/api/v1/passes/holder', {}, { document: { kind, number: documentNumber } });
export const issue = (pass: NewPass) => act('/api/v1/passes', {}, pass);
export const renew = (id: string, wanted: Told<'/api/v1/passes/{id}/renew'>) =>
  act('/api/v1/passes/{id}/renew', { id }, wanted);
export const suspend = (id: string, reason: string) => act('/api/v1/passes/{id}/suspend', { id }, { reason });
export const resume = (id: string, reason: string) => act('/api/v1/passes/{id}/resume', { id }, { reason });
export const end = (id: string, reason: string) => act('/api/v1/passes/{id}/end', { id }, { reason });
export const printCard = (id: string) => act('/api/v1/passes/{id}/card', { id });
export const replaceBoard = async (checkpoint: string): Promise<void> => {
  const board = await act('/api/v1/checkpoints/{id}/registration-board', { id: checkpoint });
  queries.setQueryData(['registration-board', checkpoint], board);
};

/** What a pass asks of its holder, in words. */
export const sayConditions = ({ testHours, testFrom, healthCode, days, between }: Conditions): readonly string[] => {
  const said = [
    testHours ? words.passes.test(number(testHours), testFrom === 'report') : '',
    healthCode ? words.passes.code(word(words.passes.colours, healthCode)) : '',
    (days ?? []).map((day) => words.passes.weekdays[day - 1] ?? '').join(' '),
    between ? words.passes.hours(between.from, between.until) : '',
  ].filter(Boolean);
  return said.length > 0 ? said : [words.passes.noConditions];
};

/** As a picture: markup from elsewhere never enters the page. */
export const picture = (svg: string): string => `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
