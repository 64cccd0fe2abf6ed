import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { api } from '../../api';
import { sayName } from '../../ui/speak';

/** What does each figure mean? */
export const useFigures = () => useQuery({ queryKey: ['figures'], queryFn: api.figures, staleTime: 10 * 60_000 });

/** A figure's name from the catalogue; before the catalogue is here, its key. */
export const useFigureWords = () => {
  const catalogue = useFigures().data;
  const byKey = computed(() => new Map(catalogue.value?.rows.map((figure) => [figure.key, figure])));
  return {
    figureName: (key: string): string => sayName(byKey.value.get(key)?.name) || key,
    figureDefinition: (key: string): string => sayName(byKey.value.get(key)?.definition),
  };
};

/** Who waits is counted before there is a passage, and lorries have a list of their own: no passages are behind these. */
export const hasRecords = (key: string): boolean => !/^entry\.(queue|wait|freight)/.test(key);
