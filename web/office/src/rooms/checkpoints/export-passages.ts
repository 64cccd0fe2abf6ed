import { download } from '../../download';
import { search } from '../../client';
import { toServer, type PassageFilters } from './passage-filters';

interface Wanted {
  readonly checkpoint: string;
  readonly filters: PassageFilters;
  readonly format: 'xlsx' | 'csv';
  readonly purpose: string;
}

/** The list as a file: what the page shows, all of its pages. */
export const exportPassages = (
  { checkpoint, filters, format, purpose }: Wanted,
  signal: AbortSignal,
  received: (bytes: number) => void,
): Promise<void> => {
  const { limit: _limit, after: _after, ...narrowed } = toServer(filters);
  const query = search({ ...narrowed, figure: filters.figure });
  const at = `/api/v1/checkpoints/${encodeURIComponent(checkpoint)}/passages/export${query}`;
  return download(at, { format, purpose }, signal, received);
};
