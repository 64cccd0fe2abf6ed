import { onMounted, ref } from 'vue';
import { device } from '../../device/device.ts';
import { recordOf } from '../../device/outbox.ts';
import type { Lane, Post } from '../../device/protocol.ts';
import type { Entry } from '../../device/store.ts';

export const laneState = 'checkpoints.lane-state';

/** What this phone said of a lane, newer than what the centre told; undefined: nothing. */
export const saidOf = (lane: Lane, entries: readonly Entry[]): boolean | undefined => {
  const since = lane.since ? Date.parse(lane.since) : 0;
  const last = entries
    .filter(({ kind, subject, at }) => kind === laneState && subject === lane.id && at > since)
    .at(-1);
  return last && (recordOf(last).body as { open: boolean }).open;
};

/** Which lanes are open, as this phone knows: its own word first, until the centre has a newer one. */
export const useLaneStates = (post: () => Post, officer: () => string | null) => {
  const said = ref<ReadonlyMap<string, boolean>>(new Map());
  const read = async (): Promise<void> => {
    const entries = await device.outbox.since(0);
    const mine = post().lanes.map((lane) => [lane.id, saidOf(lane, entries)] as const);
    said.value = new Map(mine.filter((one): one is readonly [string, boolean] => one[1] !== undefined));
  };
  onMounted(() => void read());
  const isOpen = (lane: Lane): boolean => said.value.get(lane.id) ?? lane.open;
  const setOpen = async (lane: Lane, open: boolean): Promise<void> => {
    const body = { lane: lane.id, checkpoint: post().checkpoint.id, open };
    await device.append({ kind: laneState, subject: lane.id, body, officer: officer() });
    await read();
  };
  return { isOpen, setOpen };
};
