import { ref } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import type { Checkpoint } from '../api';
import { navigation } from '../navigation';
import type { Door } from '../session';
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

/** A place behind a door that may be shut. */
type Guarded = Destination & { readonly door?: Door };

const entries = navigation.flatMap((group) => group.entries);

const pagesOf = (checkpoint: Checkpoint): Guarded[] => {
  const params = { checkpoint: checkpoint.id };
  const name = sayName(checkpoint.name);
  return [
    ...entries
      .filter((entry) => entry.ofCheckpoint)
      .map(({ page, door }) => ({ label: `${texts.pages[page]} · ${name}`, to: { name: page, params }, door })),
    { label: `${texts.pages.wall} · ${name}`, to: { name: 'wall', params } },
    ...checkpoint.lanes.map((lane) => ({
      label: `${texts.goTo.lane(sayName(lane.name))} · ${name}`,
      to: { name: 'passages', params, query: { lane: lane.id } },
      door: 'passages' as const,
    })),
  ];
};

const daysOf = (day: string, checkpoint: Checkpoint): Guarded[] => {
  const at = { params: { checkpoint: checkpoint.id }, query: { day } };
  const name = sayName(checkpoint.name);
  return [
    { label: `${texts.goTo.boardOf(day)} · ${name}`, to: { name: 'board', ...at } },
    { label: `${texts.goTo.passagesOf(day)} · ${name}`, to: { name: 'passages', ...at }, door: 'passages' },
  ];
};

const house = (): Guarded[] => [
  ...entries
    .filter((entry) => !entry.ofCheckpoint)
    .map(({ page, door }) => ({ label: texts.pages[page], to: { name: page }, door })),
  { label: texts.pages.password, to: { name: 'password' } },
];

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** Places whose name holds every word typed; a date offers that day. No person is searched here: that needs a purpose. */
export const destinations = (
  typed: string,
  checkpoints: readonly Checkpoint[],
  may: (door: Door) => boolean,
): Destination[] => {
  const wanted = typed.normalize('NFKC').trim().toLowerCase();
  const parts = wanted.split(/\s+/);
  const places = isDay(wanted)
    ? checkpoints.flatMap((checkpoint) => daysOf(wanted, checkpoint))
    : [...checkpoints.flatMap(pagesOf), ...house()].filter(({ label }) =>
        parts.every((part) => label.toLowerCase().includes(part)),
      );
  return places.filter(({ door }) => door === undefined || may(door));
};
