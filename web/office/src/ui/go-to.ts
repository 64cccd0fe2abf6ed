import { ref } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import type { Checkpoint } from '../api';
import { texts } from '../texts';
import { sayName } from './speak';

export const goToOpen = ref(false);
export const openGoTo = (): void => {
  goToOpen.value = true;
};

export interface Destination {
  readonly label: string;
  readonly to: RouteLocationRaw;
}

const pagesOf = (checkpoint: Checkpoint): Destination[] => {
  const params = { checkpoint: checkpoint.id };
  const name = sayName(checkpoint.name);
  return [
    { label: `${texts.pages.board} · ${name}`, to: { name: 'board', params } },
    { label: `${texts.pages.wall} · ${name}`, to: { name: 'wall', params } },
    { label: `${texts.pages.passages} · ${name}`, to: { name: 'passages', params } },
    { label: `${texts.pages.find} · ${name}`, to: { name: 'find', params } },
    ...checkpoint.lanes.map((lane) => ({
      label: `${texts.goTo.lane(sayName(lane.name))} · ${name}`,
      to: { name: 'passages', params, query: { lane: lane.id } },
    })),
  ];
};

const daysOf = (day: string, checkpoint: Checkpoint): Destination[] => {
  const at = { params: { checkpoint: checkpoint.id }, query: { day } };
  const name = sayName(checkpoint.name);
  return [
    { label: `${texts.goTo.boardOf(day)} · ${name}`, to: { name: 'board', ...at } },
    { label: `${texts.goTo.passagesOf(day)} · ${name}`, to: { name: 'passages', ...at } },
  ];
};

/** Places whose name holds every word typed; a date offers that day. No person is searched here: that needs a purpose. */
export const destinations = (typed: string, checkpoints: readonly Checkpoint[], mayUsers: boolean): Destination[] => {
  const wanted = typed.normalize('NFKC').trim().toLowerCase();
  if (/^\d{4}-\d{2}-\d{2}$/.test(wanted) && !Number.isNaN(Date.parse(wanted)))
    return checkpoints.flatMap((checkpoint) => daysOf(wanted, checkpoint));

  const house: Destination[] = [
    { label: texts.pages.devices, to: { name: 'devices' } },
    { label: texts.pages.kept, to: { name: 'kept' } },
    ...(mayUsers ? [{ label: texts.pages.users, to: { name: 'users' } }] : []),
    { label: texts.pages.figures, to: { name: 'figures' } },
    { label: texts.pages.password, to: { name: 'password' } },
  ];
  const parts = wanted.split(/\s+/);
  return [...checkpoints.flatMap(pagesOf), ...house].filter(({ label }) =>
    parts.every((part) => label.toLowerCase().includes(part)),
  );
};
