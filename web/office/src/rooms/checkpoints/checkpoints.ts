import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { useRoute } from 'vue-router';
import { api, type Checkpoint } from '../../api';

/** Which checkpoints may I see? */
export const useCheckpoints = () =>
  useQuery({ queryKey: ['checkpoints'], queryFn: api.checkpoints, staleTime: 60_000 });

/** The checkpoint of this page, else the first one. */
export const useCheckpointChoice = () => {
  const route = useRoute();
  const query = useCheckpoints();
  const current = computed<Checkpoint | undefined>(() => {
    const rows = query.data.value?.rows ?? [];
    return rows.find((row) => row.id === route.params.checkpoint) ?? rows[0];
  });
  return { query, current };
};
