import { keepPreviousData, useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { api, type GrantWanted } from '../../api';
import { queries } from '../../queries';
import { texts } from '../../texts';

/** Who works here, and what may they do? A name typed to find somebody stays out of the page's address. */
export const useUsers = (q: () => string, after: () => string | undefined) =>
  useQuery({
    queryKey: computed(() => ['users', q(), after()]),
    queryFn: ({ signal }) => api.users({ q: q(), after: after(), limit: 100 }, signal),
    placeholderData: keepPreviousData,
  });

export const askUsersAgain = (): Promise<void> => queries.invalidateQueries({ queryKey: ['users'] });

export const userFault = (userName: string, name: string): string | null => {
  if (!/^[\p{L}\p{Nd}._@-]{2,32}$/u.test(userName)) return texts.users.userNameWrong;
  return name.trim() === '' ? texts.users.nameWrong : null;
};

export interface GrantDraft {
  role: GrantWanted['role'];
  scopeKind: GrantWanted['scopeKind'];
  scope: string;
  from: string;
  until: string;
}

/** Local days at the post become instants: from the first minute of a day to the end of the last one. */
export const toGrant = (draft: GrantDraft, offsetMinutes: number): GrantWanted => {
  const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) - offsetMinutes * 60_000;
  return {
    role: draft.role,
    scopeKind: draft.scopeKind,
    scope: draft.scopeKind === 'division' ? draft.scope.normalize('NFKC').trim() : draft.scope.trim(),
    from: new Date(startOf(draft.from)).toISOString(),
    until: draft.until === '' ? null : new Date(startOf(draft.until) + 86_400_000).toISOString(),
  };
};

export const grantFault = (draft: GrantDraft): string | null => {
  if (draft.scope.trim() === '') return texts.users.scopeWrong;
  return draft.until !== '' && draft.until < draft.from ? texts.users.periodWrong : null;
};
