import { useQuery } from '@tanstack/vue-query';
import { api, type PackRow } from '../../api';
import { queries } from '../../queries';

/** Which packs are there, who signed them, and which came with the program? */
export const usePacks = () => useQuery({ queryKey: ['packs'], queryFn: api.packs });

export const askPacksAgain = (): Promise<void> => queries.invalidateQueries({ queryKey: ['packs'] });

/** Whoever proposed a pack cannot approve it: the second pair of eyes is another person's. */
export const mayApprove = (pack: PackRow, me: string | undefined): boolean =>
  pack.state === 'proposed' && me !== undefined && pack.owner?.id !== me;
