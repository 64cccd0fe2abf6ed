import { useQuery } from '@tanstack/vue-query';
import { computed, type ComputedRef } from 'vue';
import { api, type Me, type Role } from './api';
import { queries, sessionEnded } from './queries';

const question = { queryKey: ['me'], queryFn: api.me, staleTime: 5 * 60_000 };

/** Who is signed in; throws what the server said otherwise. */
export const fetchMe = (): Promise<Me> => queries.query(question);
export const useMe = () => useQuery({ ...question, enabled: false });

export const signIn = async (userName: string, password: string): Promise<Me> => {
  const before = queries.getQueryData<Me>(['me']);
  const me = await api.signIn(userName, password);
  // Somebody else at the same desk sees nothing of the person before.
  if (before?.id !== me.id) queries.clear();
  queries.setQueryData(['me'], me);
  sessionEnded.value = false;
  void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
  return me;
};

export const signOut = async (): Promise<void> => {
  await api.signOut();
  queries.clear();
};

export const isNow = (from: string, until: string | null, now: number): boolean =>
  Date.parse(from) <= now && (until === null || now < Date.parse(until));

export const holds = (me: Me | undefined, roles: readonly Role[], now: number): boolean =>
  me?.grants.some((grant) => roles.includes(grant.role as Role) && isNow(grant.from, grant.until, now)) ?? false;

/** What the person may open; the server decides, this only spares them doors that are shut. */
export const useMay = (...roles: readonly Role[]): ComputedRef<boolean> => {
  const me = useMe();
  return computed(() => holds(me.data.value, roles, Date.now()));
};
