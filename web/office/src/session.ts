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
  me?.grants.some((grant) => roles.includes(grant.role) && isNow(grant.from, grant.until, now)) ?? false;

/** Which roles the server lets through which door. It decides; this only spares people doors that are shut. */
const doors = {
  passages: ['headquarters', 'post-head', 'shift-leader', 'auditor'],
  find: ['headquarters', 'post-head', 'shift-leader'],
  correct: ['post-head', 'shift-leader'],
  reveal: ['headquarters', 'post-head', 'shift-leader'],
  devices: ['administrator', 'headquarters', 'post-head', 'shift-leader'],
  kept: ['headquarters', 'post-head', 'shift-leader', 'auditor'],
  users: ['administrator'],
  rules: ['administrator', 'headquarters'],
  trust: ['administrator'],
  posts: ['administrator', 'headquarters', 'post-head'],
  passes: ['headquarters', 'post-head'],
  custody: ['headquarters', 'post-head', 'shift-leader', 'auditor'],
  keepCustody: ['headquarters', 'post-head', 'shift-leader'],
  shifts: ['headquarters', 'post-head', 'shift-leader', 'auditor'],
  signShifts: ['post-head', 'shift-leader'],
  writeLog: ['headquarters', 'post-head', 'shift-leader'],
  registry: ['headquarters', 'auditor'],
  keepRegistry: ['headquarters'],
  staff: ['headquarters', 'post-head', 'shift-leader', 'auditor'],
  keepStaff: ['headquarters', 'post-head'],
  export: ['headquarters', 'post-head'],
  audit: ['headquarters', 'auditor'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;
export type Door = keyof typeof doors;

export const mayOpen = (me: Me | undefined, door: Door, now: number): boolean => holds(me, doors[door], now);

export const useMay = (door: Door): ComputedRef<boolean> => {
  const me = useMe();
  return computed(() => mayOpen(me.data.value, door, Date.now()));
};
