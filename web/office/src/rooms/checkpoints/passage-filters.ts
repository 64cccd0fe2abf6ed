import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import type { PassagesWanted } from '../../api';

/** What a list of passages can be narrowed by. All of it lives in the URL, so none of it is personal. */
const names = [
  'day',
  'lane',
  'verdict',
  'category',
  'state',
  'shift',
  'hour',
  'from',
  'until',
  'mark',
  'failed',
  'flag',
  'device',
  'officer',
  'mustLook',
  'figure',
  'after',
] as const;
type Name = (typeof names)[number];
export type PassageFilters = Readonly<Partial<Record<Name, string>>>;

/** Rows of one page. */
export const PageSize = 100;

export const readFilters = (query: LocationQuery): PassageFilters => {
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = query[name];
    if (typeof value === 'string' && value !== '') found[name] = value;
  }
  return found;
};

const without = (filters: PassageFilters, ...dropped: readonly Name[]): PassageFilters =>
  Object.fromEntries(Object.entries(filters).filter(([name]) => !dropped.includes(name as Name)));

/** The URL after a change: a narrower list begins at its first page. */
export const withFilter = (filters: PassageFilters, name: Name, value: string | null): LocationQueryRaw => ({
  ...without(filters, 'after', name),
  ...(value === null ? {} : { [name]: value }),
});

/** The day stays when the rest is cleared: nobody wants to land in another day. */
export const cleared = ({ day }: PassageFilters): LocationQueryRaw => (day === undefined ? {} : { day });

export const isNarrowed = (filters: PassageFilters): boolean =>
  Object.keys(without(filters, 'day', 'after')).length > 0;

const toNumber = (text: string | undefined): number | undefined => (text === undefined ? text : Number(text));

/** What the server is asked; a figure is no filter of the list but a list of its own. */
export const toServer = ({ figure: _, shift, hour, mustLook, ...rest }: PassageFilters): PassagesWanted => ({
  ...rest,
  shift: toNumber(shift),
  hour: toNumber(hour),
  mustLook: mustLook === undefined ? mustLook : mustLook === 'true',
  limit: PageSize,
});
