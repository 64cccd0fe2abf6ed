import { say } from '@redvest/shared';
import { computed, onBeforeUnmount, onMounted, ref, shallowRef } from 'vue';
import { device } from '../../device/device.ts';
import type { Entry } from '../../device/store.ts';
import type { PageProps } from '../../pages.ts';
import { readRules } from '../checkpoints/rules.ts';
import { type Held, inOrder, yardNow } from './yard.ts';

const TickMs = 15_000;
const LookBackMs = 72 * 3_600_000;

/** The yard of this post: the centre's last list and this phone's own records over it. */
export const useYard = (props: PageProps) => {
  const entries = shallowRef<readonly Entry[]>([]);
  const now = ref(device.clock.now());

  const read = async (): Promise<void> => {
    now.value = device.clock.now();
    entries.value = await device.outbox.since(now.value - LookBackMs);
  };
  const record = async (held: Held, what: string, more: object = {}): Promise<void> => {
    await device.append({
      kind: `yard.${what}`,
      subject: held.passage,
      officer: props.officer,
      body: { checkpoint: props.post.checkpoint.id, n: held.n, ...more },
    });
    await read();
  };

  let timer: ReturnType<typeof setInterval> | undefined;
  let deaf: (() => void) | undefined;
  onMounted(() => {
    void read();
    void device.pull().then(read);
    timer = setInterval(() => void read(), TickMs);
    deaf = device.onOutcomes((outcomes) => void (outcomes.length > 0 && read()));
  });
  onBeforeUnmount(() => {
    clearInterval(timer);
    deaf?.();
  });

  const asOf = computed(() => Date.parse(device.bundle.value?.asOf ?? '') || 0);
  const rules = computed(() => {
    const bundle = device.bundle.value;
    return bundle ? readRules(bundle.pack, bundle.asOf) : null;
  });
  return {
    now,
    asOf,
    people: computed(() => inOrder(yardNow(device.bundle.value?.yard ?? [], entries.value, asOf.value), now.value)),
    /** The pack's sentence behind a hold. */
    why: (held: Held): string => {
      const text = held.rules[0] === undefined ? null : (rules.value?.textOf(held.rules[0]) ?? null);
      return text ? say(text) : '';
    },
    record,
  };
};
