import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { useRoute } from 'vue-router';
import { api, type Checkpoint } from '../../api';

export const checkpointsQuestion = { queryKey: ['checkpoints'], queryFn: api.checkpoints, staleTime: 60_000 };

/** Which checkpoints may I see? */
export const useCheckpoints = () => useQuery(checkpointsQuestion);

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
