import { computed, onBeforeUnmount, onMounted, ref, shallowRef } from 'vue';
import { device } from '../../device/device.ts';
import { uuidAt } from '../../device/ids.ts';
import { sha256 } from '../../device/keys.ts';
import type { Entry } from '../../device/store.ts';
import type { PageProps } from '../../pages.ts';
import { handoversOf, type HandoverSeen, sheetOf } from './handover.ts';
import { logOf } from './log.ts';
import type { HandoverSheet, SheetLine, ShiftSection } from './section.ts';
import { outgoing, shiftBefore, shiftOf, type ShiftTime } from './shifts.ts';

const TickMs = 15_000;
/** The server takes no record above 32 kB. */
const LongestSheet = 24_000;

const sectionOf = (): ShiftSection | null => (device.bundle.value?.shift ?? null) as ShiftSection | null;

/** What the pages of a shift read and write: the centre's section with this phone's own records on top. */
export const useShift = (props: PageProps) => {
  const entries = shallowRef<readonly Entry[]>([]);
  const now = ref(device.clock.now());
  const chosen = shallowRef<ShiftTime | null>(null);
  const section = computed(sectionOf);
  const shift = computed(() => chosen.value ?? outgoing(now.value, props.post));
  const running = computed(() => shiftOf(now.value, props.post));
  const choices = computed(() => [shiftBefore(running.value, props.post), running.value]);

  const read = async (): Promise<void> => {
    now.value = device.clock.now();
    entries.value = await device.outbox.since(
      shiftBefore(shiftBefore(shiftOf(now.value, props.post), props.post), props.post).from,
    );
  };
  const append = async (kind: string, subject: string, officer: string | null, body: object): Promise<void> => {
    await device.append({ kind, subject, officer, body: { checkpoint: props.post.checkpoint.id, ...body } });
    await read();
  };

  let timer: ReturnType<typeof setInterval> | undefined;
  let deaf: (() => void) | undefined;
  onMounted(() => {
    void read();
    timer = setInterval(() => void read(), TickMs);
    deaf = device.onOutcomes(() => void read());
  });
  onBeforeUnmount(() => {
    clearInterval(timer);
    deaf?.();
  });

  const fresh = (): string => uuidAt(Math.round(device.clock.now()));
  return {
    now,
    section,
    shift,
    choices,
    choose: (one: ShiftTime) => (chosen.value = one),
    log: computed(() => logOf(section.value, entries.value)),
    handovers: computed(() => handoversOf(shift.value, section.value?.handovers ?? [], entries.value)),
    unsent: computed(
      () =>
        new Set(
          sheetOf(
            null,
            null,
            shift.value,
            entries.value.filter(({ state }) => state === 'waiting'),
            [],
            '',
            now.value,
          ).persons.map(({ id }) => id),
        ),
    ),
    sheet: (lines: readonly SheetLine[], notes: string): HandoverSheet =>
      sheetOf(
        section.value?.draft ?? null,
        section.value?.before ?? null,
        shift.value,
        entries.value,
        lines.filter(({ what }) => what.trim() !== ''),
        notes.trim(),
        now.value,
      ),
    write: append,
    fresh,
    /** Freezes the sheet and signs it for the shift that goes. False: it is too long. */
    offer: async (sheet: HandoverSheet, officer: string): Promise<boolean> => {
      const snapshot = JSON.stringify(sheet);
      if (snapshot.length > LongestSheet) return false;
      await append('shifts.handover-offered', fresh(), officer, {
        day: sheet.day,
        shift: sheet.shift,
        snapshot,
        digest: await sha256(snapshot),
      });
      return true;
    },
    take: (
      handover: HandoverSeen,
      officer: string,
      persons: readonly string[],
      trips: readonly string[],
      differences: readonly string[],
    ) =>
      append('shifts.handover-taken', handover.id, officer, { digest: handover.digest, persons, trips, differences }),
    withdraw: (handover: HandoverSeen, officer: string | null, reason: string) =>
      append('shifts.handover-withdrawn', handover.id, officer, { reason }),
  };
};
