import { QueryClient } from '@tanstack/vue-query';
import { ref } from 'vue';
import { listenToRefusals, Refused } from './api';

/** The server no longer knows us; the page stays as it is behind the sign-in, so that nothing typed is lost. */
export const sessionEnded = ref(false);

/** The problem of a failed question or act; a bug of ours is thrown on. */
export const problemOf = (error: unknown): Refused['problem'] | null =>
  error instanceof Refused ? error.problem : null;

/** No answer or an answer of a busy server is worth asking again; a decision is not. */
export const worthAsking = (failures: number, error: unknown): boolean => {
  const status = problemOf(error)?.status ?? -1;
  return failures < 2 && (status === 0 || status >= 500);
};

export const queries = new QueryClient({
  defaultOptions: {
    // The browser says "online" when only the server is gone, and "offline" behind some proxies: requests judge.
    queries: { retry: worthAsking, staleTime: 10_000, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});

/** Only who was signed in can be signed out; a stranger is simply sent to the sign-in. */
listenToRefusals(({ status, code }) => {
  const isAnswerToPassword = code === 'sign-in-wrong' || code === 'password-wrong';
  if (status === 401 && !isAnswerToPassword && queries.getQueryData(['me']) !== undefined) sessionEnded.value = true;
});
