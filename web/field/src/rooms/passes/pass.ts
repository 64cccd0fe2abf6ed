import { type Bilingual, tail } from '@redvest/shared';
import type { PassRead, Reading } from '@redvest/shared/certificates';
import { type PassConditions, type PassState, passStateAt } from '@redvest/shared/passes';

/** A pass as the lane shows it and the rules meet it. */
export interface PassHere {
  readonly id: string;
  readonly number: string;
  readonly state: PassState;
  /** Last local day. */
  readonly validTo: string;
  readonly conditions: PassConditions;
  readonly employer: Bilingual | null;
  /** Why it was suspended or ended, when the centre said so. */
  readonly reason?: string | null;
  /** Who said what it is: this phone by the code it read, or the centre. */
  readonly by: 'phone' | 'centre';
  /** Only from a code: whom to compare with. */
  readonly holder?: { readonly name: string; readonly tail: string };
}

/** What a phone without the centre knows of passes. */
export interface PassWorld {
  readonly now: number;
  readonly utcOffsetMinutes: number;
  readonly checkpoint: string;
  /** Suspended and ended ones, by id, as of the bundle. */
  readonly withdrawn: ReadonlyMap<string, string>;
}

/** A signature that holds, or held until its day: what it was renewed to only the centre knows. */
export const isBelieved = ({ outcome }: Pick<Reading, 'outcome'>): boolean =>
  outcome === 'unruled' || outcome === 'expired';

const stateOf = (pass: PassRead, outcome: Reading['outcome'], world: PassWorld): PassState => {
  const state = passStateAt(
    {
      kept: world.withdrawn.get(pass.id) ?? 'active',
      from: pass.from,
      to: pass.to,
      posts: pass.posts,
      conditions: pass.conditions,
    },
    world.checkpoint,
    world.now,
    world.utcOffsetMinutes,
  );
  return state === 'active' && outcome === 'expired' ? 'expired' : state;
};

/** The pass a code says, judged on this phone; null when the code is none, or nobody we believe signed it. */
export const passOf = (reading: Reading | null, world: PassWorld): PassHere | null => {
  const pass = reading?.pass;
  if (!reading || !pass || !isBelieved(reading)) return null;
  return {
    id: pass.id,
    number: pass.number,
    state: stateOf(pass, reading.outcome, world),
    validTo: pass.to,
    conditions: pass.conditions,
    employer: { zh: pass.employer, en: pass.employer },
    by: 'phone',
    holder: { name: pass.name, tail: pass.tail },
  };
};

/** Whether it can be the pass of whoever showed this document: the ends of the numbers say no. */
export const canHold = (pass: PassHere, document: { readonly number: string } | undefined): boolean =>
  !pass.holder || !document || tail(document.number) === pass.holder.tail;

/** The list of the bundle's section `passes`. */
export const readWithdrawn = (section: unknown): ReadonlyMap<string, string> => {
  const { withdrawn } = (section ?? {}) as { withdrawn?: readonly { id: string; state: string }[] };
  return new Map((withdrawn ?? []).map(({ id, state }) => [id, state]));
};
