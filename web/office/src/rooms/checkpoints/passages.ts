import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { api, type Correction } from '../../api';
import { queries } from '../../queries';
import { toServer, type PassageFilters } from './passage-filters';

/** Which passages match, or: which are behind this figure? */
export const usePassages = (checkpoint: () => string, filters: () => PassageFilters) =>
  useQuery({
    queryKey: computed(() => ['passages', checkpoint(), filters()]),
    queryFn: ({ signal }) => {
      const { figure } = filters();
      return figure === undefined
        ? api.passages(checkpoint(), toServer(filters()), signal)
        : api.figureRecords(figure, { checkpoint: checkpoint(), ...toServer(filters()) }, signal);
    },
    placeholderData: keepPreviousData,
  });

/** What happened in this passage, and why was it decided so? */
export const usePassage = (id: () => string) =>
  useQuery({ queryKey: computed(() => ['passage', id()]), queryFn: ({ signal }) => api.passage(id(), signal) });

export const askPassageAgain = (id: string): Promise<void> => queries.invalidateQueries({ queryKey: ['passage', id] });

/** Saves a correction; every list and figure that may have moved is read again. */
export const correctPassage = async (passage: string, correction: Correction): Promise<void> => {
  await api.correct(passage, correction);
  await Promise.all(
    [['passage', passage], ['passages'], ['board']].map((queryKey) => queries.invalidateQueries({ queryKey })),
  );
};
