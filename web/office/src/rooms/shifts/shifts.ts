import { clock } from '@redvest/shared';
import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { act, ask, type Answer, type Told } from '../../client';
import { queries } from '../../queries';
import { uuid7 } from '../../ui/uuid7';
import { shiftTexts } from './texts';

const Shift = '/api/v1/checkpoints/{id}/shifts/{day}/{number}';
export type ShiftRow = Answer<'/api/v1/checkpoints/{id}/shifts'>['rows'][number];
export type ShiftView = Answer<typeof Shift>;
export type LaneView = ShiftView['lanes'][number];
export type Hint = LaneView['hints'][number];
export type Handover = Answer<'/api/v1/handovers/{id}'>;
export type HandoverSheet = NonNullable<Handover['sheet']>;
export type CountsAnswer = Answer<'/api/v1/checkpoints/{id}/counts', 'post'>;

export interface ShiftName {
  readonly checkpoint: string;
  readonly day: string;
  readonly number: number;
}

const at = ({ checkpoint, day, number }: ShiftName) => ({ id: checkpoint, day, number });
const AskEveryMs = 30_000;

/** How do the shifts of this day stand? */
export const useShifts = (checkpoint: () => string, day: () => string | null) =>
  useQuery({
    queryKey: computed(() => ['shifts', checkpoint(), day()]),
    queryFn: ({ signal }) => ask('/api/v1/checkpoints/{id}/shifts', { id: checkpoint() }, { day: day() }, signal),
    refetchInterval: AskEveryMs,
  });

/** All about one shift. */
export const useShift = (shift: () => ShiftName) =>
  useQuery({
    queryKey: computed(() => ['shift', shift()]),
    queryFn: ({ signal }) => ask(Shift, at(shift()), {}, signal),
    refetchInterval: AskEveryMs,
  });

/** What would be handed over now? */
export const useDraft = (shift: () => ShiftName) =>
  useQuery({
    queryKey: computed(() => ['handover-draft', shift()]),
    queryFn: ({ signal }) => ask('/api/v1/checkpoints/{id}/shifts/{day}/{number}/handover', at(shift()), {}, signal),
  });

/** What was handed over? Looking is in the audit, so it is asked once. */
export const useHandover = (id: () => string) =>
  useQuery({
    queryKey: computed(() => ['handover', id()]),
    queryFn: ({ signal }) => ask('/api/v1/handovers/{id}', { id: id() }, {}, signal),
    staleTime: Infinity,
  });

const askAgain = async (): Promise<void> => {
  for (const key of ['shifts', 'shift', 'handover']) await queries.invalidateQueries({ queryKey: [key] });
};

export const explain = async (shift: ShiftName, lane: string, text: string): Promise<void> => {
  await act('/api/v1/checkpoints/{id}/shifts/{day}/{number}/explanations', at(shift), { id: uuid7(), lane, text });
  await askAgain();
};
export const signShift = async (shift: ShiftName, side: string, digest: string): Promise<void> => {
  await act('/api/v1/checkpoints/{id}/shifts/{day}/{number}/signatures', at(shift), { id: uuid7(), side, digest });
  await askAgain();
};
export const offerHandover = async (
  shift: ShiftName,
  told: Pick<Told<'/api/v1/checkpoints/{id}/shifts/{day}/{number}/handovers'>, 'lines' | 'notes'>,
): Promise<void> => {
  await act('/api/v1/checkpoints/{id}/shifts/{day}/{number}/handovers', at(shift), {
    id: uuid7(),
    record: uuid7(),
    ...told,
  });
  await askAgain();
};
export const takeHandover = async (
  id: string,
  told: Omit<Told<'/api/v1/handovers/{id}/take'>, 'record'>,
): Promise<void> => {
  await act('/api/v1/handovers/{id}/take', { id }, { record: uuid7(), ...told });
  await askAgain();
};
export const withdrawHandover = async (id: string, reason: string): Promise<void> => {
  await act('/api/v1/handovers/{id}/withdraw', { id }, { record: uuid7(), reason });
  await askAgain();
};
export const importCounts = async (
  checkpoint: string,
  source: string,
  file: string,
  dryRun: boolean,
): Promise<CountsAnswer> => {
  const answer = await act(
    '/api/v1/checkpoints/{id}/counts',
    { id: checkpoint },
    { id: uuid7(), source, file, dryRun },
  );
  await askAgain();
  return answer;
};

/** A word of an open set; one of a newer server is shown as it stands. */
export const word = (words: Readonly<Record<string, string>>, key: string | null | undefined): string =>
  key ? (words[key] ?? key) : '';

/** A difference as people say it. */
export const differenceWord = (size: number): string =>
  size === 0 ? shiftTexts.equal : size < 0 ? shiftTexts.minus(-size) : shiftTexts.plus(size);

export const hintWord = (hint: Hint): string => {
  const say = shiftTexts.hint;
  switch (hint.code) {
    case 'tally-silent':
      return say['tally-silent'](hint.count, clock(hint.from ?? 0), clock(hint.until ?? 0));
    case 'other-lane':
      return say['other-lane'](hint.count, hint.lane ?? 0);
    case 'dropped':
    case 'began-before':
    case 'ended-after':
    case 'estimated':
    case 'waiting-at-start':
    case 'waiting-at-end':
      return say[hint.code](hint.count);
    default:
      return `${hint.code} ${String(hint.count)}`;
  }
};
