import { useQuery } from '@tanstack/vue-query';
import { number } from '@redvest/shared';
import { computed } from 'vue';
import { act, ask, type Answer, type Told } from '../../client';
import { queries } from '../../queries';
import { amount, categoryWord, directionWord, sayName } from '../../ui/speak';
import { texts } from '../../texts';
import type { Checkpoint } from '../../api';
import { queueTexts } from './texts';

export type QueueNow = Answer<'/api/v1/checkpoints/{id}/queue'>;
export type Line = QueueNow['lines'][number];
export type Advised = QueueNow['advice'][number];
export type QueueSettings = Told<'/api/v1/checkpoints/{id}/queue/settings'>;

/** Who waits at this checkpoint now? Asked again every few seconds: waiting goes on while nothing is recorded. */
export const useQueue = (checkpoint: () => string) =>
  useQuery({
    queryKey: computed(() => ['queue', checkpoint()]),
    queryFn: ({ signal }) => ask('/api/v1/checkpoints/{id}/queue', { id: checkpoint() }, {}, signal),
    refetchInterval: 3_000,
  });

export const saveQueueSettings = async (checkpoint: string, settings: QueueSettings): Promise<void> => {
  await act('/api/v1/checkpoints/{id}/queue/settings', { id: checkpoint }, settings);
  await queries.invalidateQueries({ queryKey: ['queue', checkpoint] });
};

/** Names of lanes, parted by commas. */
export const laneNames = (checkpoint: Checkpoint | undefined, ids: readonly string[]): string =>
  ids
    .map((id) => checkpoint?.lanes.find((lane) => lane.id === id))
    .map((lane) => (lane ? sayName(lane.name) || texts.passages.laneNumber(number(lane.number)) : '?'))
    .join('、');

/** Lanes know two kinds of traffic that passages do not. */
const kindWord = (category: string): string => {
  if (category === 'any') return queueTexts.advice.any;
  return category === 'priority' ? queueTexts.advice.priority : categoryWord(category);
};

export const trafficWord = (advised: Advised): string =>
  queueTexts.advice.of(directionWord(advised.direction), kindWord(advised.category));

/** The advice in one sentence. */
export const adviceSentence = (checkpoint: Checkpoint | undefined, { advice, change }: Advised): string => {
  const say = queueTexts.advice.say;
  const lanes = number(advice.lanes ?? 0);
  switch (advice.say) {
    case 'open':
      return say.open(lanes, laneNames(checkpoint, change));
    case 'close':
      return say.close(lanes, laneNames(checkpoint, change));
    case 'more-than-there-are':
      return say['more-than-there-are'](lanes);
    case 'enough':
      return say.enough(number(advice.openLanes));
    default:
      return say['not-measured'];
  }
};

export const reliefDo = (checkpoint: Checkpoint | undefined, relief: NonNullable<Line['relief']>): string => {
  const say = queueTexts.relief;
  if (relief.do === 'all-open' || relief.lane === null) return say['all-open'];
  return say[relief.do === 'open-lane' ? 'open-lane' : 'send-to-lane'](laneNames(checkpoint, [relief.lane]));
};

export const waitWord = (seconds: number | null): string =>
  seconds === null ? queueTexts.advice.grows : amount(seconds, 'seconds');
