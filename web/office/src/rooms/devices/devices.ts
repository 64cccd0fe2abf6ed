import { useQuery } from '@tanstack/vue-query';
import { computed, type Ref } from 'vue';
import { api, type Device } from '../../api';
import { queries } from '../../queries';

/** Which devices are there, and do they owe records? Looked at again each half minute: they report by themselves. */
export const useDevices = (may?: Ref<boolean>) =>
  useQuery({ queryKey: ['devices'], queryFn: api.devices, refetchInterval: 30_000, enabled: may ?? true });

export const askDevicesAgain = (): Promise<void> => queries.invalidateQueries({ queryKey: ['devices'] });

/** Which reports were not taken and wait for a person? */
export const useKept = (after: () => string | undefined) =>
  useQuery({
    queryKey: computed(() => ['kept', after()]),
    queryFn: ({ signal }) => api.kept({ after: after(), limit: 100 }, signal),
  });

/** First and last missing number of each gap. */
export const gapsOf = ({ gaps }: Pick<Device, 'gaps'>): [number, number][] => gaps as [number, number][];

/** Records below the highest number that have not come. */
export const owed = (device: Pick<Device, 'gaps'>): number =>
  gapsOf(device).reduce((sum, [from, to]) => sum + to - from + 1, 0);
