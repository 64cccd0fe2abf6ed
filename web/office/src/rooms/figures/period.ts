import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import type { LocationQuery } from 'vue-router';
import type { Figure } from '../../api';
import { ask, type Answer, type Filters } from '../../client';

export type Period = Answer<'/api/v1/figures/{key}/period'>;
export type PeriodWanted = Filters<'/api/v1/figures/{key}/period'>;

export const kinds = ['cumulative', 'average', 'max'] as const;
const names = ['from', 'until', 'kind', 'checkpoint', 'owner', 'shift', 'lane', 'category', 'verdict'] as const;
export type PeriodFilters = Readonly<Partial<Record<(typeof names)[number], string>>>;

/** Figures of this moment have no period; those of other rooms have pages of their own. */
export const hasPeriod = (figure: Figure): boolean => figure.key.startsWith('entry.') && figure.periodKind === 'day';

export const readPeriod = (query: LocationQuery): PeriodFilters => {
  const found: Partial<Record<(typeof names)[number], string>> = {};
  for (const name of names) {
    const value = query[name];
    if (typeof value === 'string' && value !== '') found[name] = value;
  }
  return found;
};

const toServer = ({ owner, shift, ...rest }: PeriodFilters): PeriodWanted => ({
  ...rest,
  ...(owner === undefined ? {} : { owner: Number(owner) }),
  ...(shift === undefined ? {} : { shift: Number(shift) }),
});

/** What did this figure come to over these days, here or over all places? */
export const usePeriod = (key: () => string, filters: () => PeriodFilters) =>
  useQuery({
    queryKey: computed(() => ['figure', key(), filters()]),
    queryFn: ({ signal }) => ask('/api/v1/figures/{key}/period', { key: key() }, toServer(filters()), signal),
    placeholderData: keepPreviousData,
  });
