import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { api, type Board } from '../../api';
import { queries } from '../../queries';

const key = (checkpoint: string, day: string | null): readonly unknown[] => ['board', checkpoint, day ?? 'today'];

/** What has passed this checkpoint on this day (`null`: today, also after midnight)? */
export const useBoard = (checkpoint: () => string, day: () => string | null) =>
  useQuery({
    queryKey: computed(() => key(checkpoint(), day())),
    queryFn: ({ signal }) => api.board(checkpoint(), day(), signal),
  });

/** The newer of two boards: an answer that was slow on the way never turns the figures back. */
export const newer = (known: Board | undefined, heard: Board): Board =>
  known?.day === heard.day && Date.parse(known.asOf) > Date.parse(heard.asOf) ? known : heard;

/** Puts a board that came by itself where the page reads it. */
export const takeBoard = (checkpoint: string, day: string | null, heard: Board): void => {
  queries.setQueryData<Board>(key(checkpoint, day), (known) => newer(known, heard));
};

export const askBoardAgain = (checkpoint: string, day: string | null): Promise<void> =>
  queries.invalidateQueries({ queryKey: key(checkpoint, day) }, { throwOnError: true });

/** Every hour of the day, also those in which nothing passed. */
export const wholeDay = (hours: Board['hours']): Board['hours'] =>
  Array.from({ length: 24 }, (_, hour) => hours.find((at) => at.hour === hour) ?? { hour, vehicles: 0, persons: 0 });

/** Nothing passed and nobody waits. */
export const isStill = (board: Board): boolean =>
  board.lanes.every((lane) => lane.vehicles === 0 && lane.persons === 0 && !lane.queue) &&
  board.hours.every((hour) => hour.vehicles === 0 && hour.persons === 0);
