import { computed, onBeforeUnmount, onMounted, ref, shallowRef } from 'vue';
import { device } from '../../device/device.ts';
import { shiftAt } from '../../device/shift.ts';
import type { PageProps } from '../../pages.ts';
import { lastPress, linesShown, pressesOf, type Press, type Pressed, type QueueNow } from './tally.ts';

const AskEveryMs = 5_000;

/** What the centre said last outlives the page: whoever comes back sees it at once, with its age. */
const heard = shallowRef<QueueNow | null>(null);

/** The marshaller's page: this phone's presses, and the centre's queue as far as it can be heard. */
export const useQueue = (props: PageProps) => {
  const presses = shallowRef<readonly Press[]>([]);
  const now = ref(device.clock.now());

  const read = async (): Promise<void> => {
    now.value = device.clock.now();
    presses.value = pressesOf(await device.outbox.since(shiftAt(now.value, props.post.shifts).startedAt));
  };
  const ask = async (): Promise<void> => {
    if (document.visibilityState !== 'visible') return;
    const answer = await device.session.call<QueueNow>('/api/v1/checkpoints/queue', { timeoutMs: 4_000 });
    if (answer.ok) heard.value = answer.value;
    await read();
  };

  const append = async (kind: string, lane: string, more: object = {}): Promise<void> => {
    const body = { checkpoint: props.post.checkpoint.id, lane, ...more };
    await device.append({ kind, subject: lane, officer: props.officer, body });
    await read();
  };
  const press = (what: Pressed, lane: string): Promise<void> => append(`tally.${what}`, lane);
  const undo = ({ id, lane }: Press): Promise<void> => append('tally.undone', lane, { undoes: id });

  let timer: ReturnType<typeof setInterval> | undefined;
  let deaf: (() => void) | undefined;
  onMounted(() => {
    void read().then(ask);
    timer = setInterval(() => void ask(), AskEveryMs);
    // The centre has a press: ask for the number that holds it, and do not show it twice.
    deaf = device.onOutcomes((outcomes) => void (outcomes.length > 0 && ask()));
  });
  onBeforeUnmount(() => {
    clearInterval(timer);
    deaf?.();
  });

  return {
    heard,
    lines: computed(() => linesShown(props.post.lanes, props.lane.id, presses.value, heard.value)),
    last: computed(() => lastPress(presses.value, now.value)),
    press,
    undo,
  };
};
