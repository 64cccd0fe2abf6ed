import type { PackId, Proposal } from '../../device/protocol.ts';
import type { Check } from './check.ts';

/** The rules of a bundle, ready to decide. */
export interface Rules {
  readonly pack: PackId;
  readonly decide: (check: Check, now: number) => Proposal;
  /** The sentence of a rule, in both languages. */
  readonly textOf: (rule: string) => { readonly zh: string; readonly en: string } | null;
}

/** Reads the pack of a bundle; null when there is none that this version understands. */
export const readRules = (_pack: unknown, _outbreakInForce: (now: number) => boolean, _asOf: string): Rules | null =>
  null;
