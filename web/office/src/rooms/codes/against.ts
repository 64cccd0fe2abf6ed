import { readTrustList, type Requirement, type TrustList } from '@redvest/shared/certificates';
import { loadPack } from '@redvest/shared/rules';
import { useQuery } from '@tanstack/vue-query';
import { call } from '@redvest/shared';
import { Refused } from '../../client';
import { problemOf } from '../../queries';

/** What a code is held against today: the county's trusted keys and what the pack in force asks for. */
export interface Today {
  readonly trust: TrustList;
  /** Null: no pack is in force, or it rules on no code. */
  readonly requirement: Requirement | null;
}

const ask = async <T>(at: string): Promise<T> => {
  const result = await call<T>(at);
  if (!result.ok) throw new Refused(result.problem);
  return result.value;
};

const requirementToday = async (): Promise<Requirement | null> => {
  try {
    return loadPack(JSON.stringify(await ask('/api/v1/packs/current'))).certificates as Requirement | null;
  } catch (error) {
    if (problemOf(error)?.code === 'no-pack') return null;
    throw error;
  }
};

const today = async (): Promise<Today> => {
  const [{ rows }, requirement] = await Promise.all([
    ask<{ rows: readonly unknown[] }>('/api/v1/trust'),
    requirementToday(),
  ]);
  return { trust: readTrustList({ format: 1, keys: rows }), requirement };
};

/** Whom do we trust today, and what does the rule ask? */
export const useToday = () => useQuery({ queryKey: ['codes', 'today'], queryFn: today, staleTime: 60_000 });
