import { readTrustList, type Requirement, type TrustList } from '@redvest/shared/certificates';
import { loadPack } from '@redvest/shared/rules';
import { useQuery } from '@tanstack/vue-query';
import { api } from '../../api';
import { problemOf } from '../../queries';

/** What a code is held against today: the county's trusted keys and what the pack in force asks for. */
export interface Today {
  readonly trust: TrustList;
  /** Null: no pack is in force, or it rules on no code. */
  readonly requirement: Requirement | null;
}

const requirementToday = async (): Promise<Requirement | null> => {
  try {
    return loadPack(JSON.stringify(await api.currentPack())).certificates as Requirement | null;
  } catch (error) {
    if (problemOf(error)?.code === 'no-pack') return null;
    throw error;
  }
};

const today = async (): Promise<Today> => {
  const [{ rows }, requirement] = await Promise.all([api.trust(), requirementToday()]);
  return { trust: readTrustList({ format: 1, keys: rows }), requirement };
};

/** Whom do we trust today, and what does the rule ask? */
export const useToday = () => useQuery({ queryKey: ['codes', 'today'], queryFn: today, staleTime: 60_000 });
