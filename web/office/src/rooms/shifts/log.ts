import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { act, ask, type Answer, type Told } from '../../client';
import { queries } from '../../queries';
import { uuid7 } from '../../ui/uuid7';

export type Log = Answer<'/api/v1/checkpoints/{id}/log'>;
export type LogEntry = Log['rows'][number];
type Written = Told<'/api/v1/checkpoints/{id}/log'>;

const AskEveryMs = 15_000;

/** What was written on this day, or which incidents are open? Asked again, for a clock runs. */
export const useLog = (checkpoint: () => string, filters: () => { day?: string | null; open?: boolean }) =>
  useQuery({
    queryKey: computed(() => ['log', checkpoint(), filters()]),
    queryFn: ({ signal }) => ask('/api/v1/checkpoints/{id}/log', { id: checkpoint() }, filters(), signal),
    refetchInterval: AskEveryMs,
  });

export const writeLog = async (
  checkpoint: string,
  entry: string | null,
  said: Omit<Written, 'id' | 'entry'>,
): Promise<void> => {
  await act('/api/v1/checkpoints/{id}/log', { id: checkpoint }, { id: uuid7(), entry: entry ?? uuid7(), ...said });
  await queries.invalidateQueries({ queryKey: ['log'] });
};

/** By level, minutes before the next one is told; a level that is not named has no clock. */
export const setClocks = async (minutes: Told<'/api/v1/incident-clocks'>['minutes']): Promise<void> => {
  await act('/api/v1/incident-clocks', {}, { minutes });
  await queries.invalidateQueries({ queryKey: ['log'] });
};
