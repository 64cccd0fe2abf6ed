import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { act, ask, type Answer, type Told } from '../../client';
import { queries } from '../../queries';
import { uuid7 } from '../../ui/uuid7';
import { yardTexts } from './texts';

export type YardNow = Answer<'/api/v1/checkpoints/{id}/yard'>;
export type HeldPerson = YardNow['here'][number];
export type HeldDetail = Answer<'/api/v1/yard/{loop}'>;
export type Said = HeldDetail['history'][number];
type YardRecord = Told<'/api/v1/yard/{loop}/records'>;

const AskEveryMs = 10_000;

/** Whom does this post answer for? Asked again: a clock runs while nothing is recorded. */
export const useYard = (checkpoint: () => string, day: () => string | null) =>
  useQuery({
    queryKey: computed(() => ['yard', checkpoint(), day()]),
    queryFn: ({ signal }) => ask('/api/v1/checkpoints/{id}/yard', { id: checkpoint() }, { day: day() }, signal),
    refetchInterval: AskEveryMs,
  });

/** Everything about one held person. Looking is in the audit, so it is asked once and not by a clock. */
export const useHeld = (loop: () => string) =>
  useQuery({
    queryKey: computed(() => ['held', loop()]),
    queryFn: ({ signal }) => ask('/api/v1/yard/{loop}', { loop: loop() }, {}, signal),
    staleTime: Infinity,
  });

export const recordInYard = async (loop: string, said: Omit<YardRecord, 'id'>): Promise<void> => {
  await act('/api/v1/yard/{loop}/records', { loop }, { id: uuid7(), ...said });
  await queries.invalidateQueries({ queryKey: ['yard'] });
  await queries.invalidateQueries({ queryKey: ['held', loop] });
};

/** The name of who answers, in words. */
export const custodianWord = (custodian: { kind: string; name: string | null } | null): string => {
  if (custodian === null) return '—';
  const words: Readonly<Record<string, (name: string) => string>> = yardTexts.custodians;
  return words[custodian.kind]?.(custodian.name ?? '') ?? custodian.name ?? custodian.kind;
};

export const nameOf = (person: HeldPerson): string =>
  person.name || (person.n === 0 ? yardTexts.somebody : yardTexts.nameless);
