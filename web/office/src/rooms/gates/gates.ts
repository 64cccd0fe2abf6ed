import { useQuery } from '@tanstack/vue-query';
import { degrees, number } from '@redvest/shared';
import { explainTexts } from '@redvest/shared/explain';
import type { GateItem, GateTemplate } from '@redvest/shared/gates';
import { act, ask, type Answer } from '../../client';
import { queries } from '../../queries';
import { texts } from '../../texts';
import { sayName, word } from '../../ui/speak';
import { words } from './texts';

export type Gates = Answer<'/api/v1/gates'>;
export type GateRow = Gates['rows'][number];
export type PostGates = Gates['posts'][number];

/** Which templates are there, and by which does each post ask? */
export const useGates = () => useQuery({ queryKey: ['gates'], queryFn: () => ask('/api/v1/gates', {}) });
const again = (): Promise<void> => queries.invalidateQueries({ queryKey: ['gates'] });

/** The server's template as the shared part reads it: the description does not say what is in `good`. */
export const templateOf = (row: GateRow): GateTemplate => row.gate as unknown as GateTemplate;

export const addGate = async (gate: GateTemplate): Promise<void> => {
  await act('/api/v1/gates', {}, gate as never);
  await again();
};
export const assignGate = async (post: string, gate: GateTemplate | null, from: string | null): Promise<void> => {
  await act('/api/v1/posts/{id}/gate', { id: post }, { gate: gate?.id ?? null, version: gate?.version ?? null, from });
  await again();
};

/** By id, the newest version first. */
export const families = (rows: readonly GateRow[]): readonly (readonly GateTemplate[])[] => {
  const found = new Map<string, GateTemplate[]>();
  for (const row of rows) found.set(row.gate.id, [...(found.get(row.gate.id) ?? []), templateOf(row)]);
  return [...found.values()].map((all) => all.toSorted((a, b) => b.version - a.version));
};

export const gateName = (gate: GateTemplate): string =>
  `${sayName(gate.name)} · ${words.version(number(gate.version))}`;

/** Which answers are in order, in words. */
export const goodWord = ({ fact, good }: GateItem): string => {
  if (!good) return words.anyGood;
  const value = (one: number): string => (fact === 'temperatureTenths' ? words.degrees(degrees(one)) : number(one));
  if ('from' in good) return words.span(value(good.from), value(good.to));
  return good
    .map((one) =>
      typeof one === 'boolean' ? (one ? texts.common.yes : texts.common.no) : word(explainTexts.values, one),
    )
    .join('、');
};
