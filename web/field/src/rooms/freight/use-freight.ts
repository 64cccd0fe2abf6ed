import { computed, onBeforeUnmount, onMounted, ref, shallowRef } from 'vue';
import { device } from '../../device/device.ts';
import type { Entry } from '../../device/store.ts';
import type { PageProps } from '../../pages.ts';
import { checkedLorries, expected, inside, tripOf, tripsNow } from './trips.ts';

const TickMs = 15_000;
const LookBackMs = 72 * 3_600_000;
const UnannouncedMs = 12 * 3_600_000;

/** The lorries of this post: the centre's last list and this phone's own records over it. */
export const useFreight = (props: PageProps) => {
  const entries = shallowRef<readonly Entry[]>([]);
  const now = ref(device.clock.now());

  const read = async (): Promise<void> => {
    now.value = device.clock.now();
    entries.value = await device.outbox.since(now.value - LookBackMs);
  };
  const record = async (trip: string, what: string, more: object = {}): Promise<void> => {
    await device.append({
      kind: `trips.${what}`,
      subject: trip,
      officer: props.officer,
      body: { checkpoint: props.post.checkpoint.id, ...more },
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
  const trips = computed(() => tripsNow(device.bundle.value?.trips ?? [], entries.value, asOf.value));
  const checked = computed(() => checkedLorries(entries.value));
  return {
    now,
    asOf,
    inside: computed(() => inside(trips.value)),
    expected: computed(() => expected(trips.value)),
    checked,
    /** Lorries that came in, that nobody announced and nobody opened a trip for. */
    unannounced: computed(() =>
      checked.value.filter(
        (one) =>
          one.direction === 'in' && one.at > now.value - UnannouncedMs && tripOf(trips.value, one.plate) === null,
      ),
    ),
    record,
  };
};
