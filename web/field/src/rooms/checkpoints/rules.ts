import type { Verdict } from '@redvest/shared';
import type { Requirement } from '@redvest/shared/certificates';
import {
  type AreaList,
  decide as ruleOn,
  type Facts,
  loadPack,
  type Pack,
  propose,
  textOf,
  type Wording,
} from '@redvest/shared/rules';
import type { PackId, Proposal } from '../../device/protocol.ts';
import type { Check, Missing } from './check.ts';
import { type Explanation, explain } from './explain.ts';
import { type FactsAt, factsOf, factsOfNobody } from './facts.ts';

/** The rules of a bundle, ready to decide. */
export interface Rules {
  readonly pack: PackId;
  /** For the facts that are made from it; null when the pack has none. */
  readonly areas: AreaList | null;
  /** What a certificate must be to count; null when no rule asks for one. */
  readonly requirement: Requirement | null;
  readonly decide: (check: Check, at: FactsAt) => Proposal;
  /** Why, for each person: the rules tried, the deciding one first. */
  readonly explain: (check: Check, at: FactsAt) => readonly Explanation[];
  /** The first thing the rules read and nobody has seen yet; null when they can speak. */
  readonly missing: (check: Check, at: FactsAt) => Missing | null;
  /** Whom a rule exempts: nothing is asked of them. */
  readonly exempt: (check: Check, at: FactsAt) => readonly number[];
  /** The sentence of a rule, in both languages; null for a rule of another pack. */
  readonly textOf: (rule: string) => Wording | null;
}

const decide = (pack: Pack, check: Check, at: FactsAt, asOf: string): Proposal => {
  const people = check.occupants.length > 0 ? factsOf(check, at) : [factsOfNobody(check, at)];
  const { verdict, mustLook, pack: id, occupants } = propose(pack, people);
  return {
    verdict: verdict as Verdict,
    mustLook,
    pack: id,
    occupants: occupants.map(({ n, verdict: own, mustLook: look, rules }) => {
      const who = check.occupants.find((occupant) => occupant.n === n);
      return {
        n,
        verdict: own as Verdict,
        mustLook: look,
        rules,
        recognised: who?.person !== undefined,
        ...who?.shown,
      };
    }),
    bundleAsOf: asOf,
  };
};

/** Whether any rule reads this fact: what no rule asks for, no officer is asked for. */
const reads = (text: string, fact: string): boolean => new RegExp(`"var"\\s*:\\s*"${fact}(Known)?"`).test(text);

/** Life first, and a time without an outbreak: the rules have spoken already. */
const isExempt = (pack: Pack, facts: Facts): boolean => {
  const { rules } = ruleOn(pack, facts);
  return pack.rules.some(({ id, kind }) => kind === 'exempt' && id === rules[0]);
};

const missing = (pack: Pack, text: string): Rules['missing'] => {
  const temperature = reads(text, 'temperatureTenths');
  const healthCode = reads(text, 'healthCode');
  return (check, at) => {
    for (const { n, facts } of factsOf(check, at)) {
      if (isExempt(pack, facts)) continue;
      if (healthCode && facts.healthCode === undefined) return { n, what: 'health-code' };
      if (temperature && facts.temperatureTenths === undefined) return { n, what: 'temperature' };
    }
    return null;
  };
};

/** Reads the pack of a bundle; null when there is none, or none that this version understands: then a person decides. */
export const readRules = (text: string | null, asOf: string): Rules | null => {
  if (text === null) return null;
  try {
    const pack = loadPack(text);
    return {
      pack: { id: pack.id, version: pack.version },
      areas: pack.areas,
      requirement: pack.certificates as Requirement | null,
      decide: (check, at) => decide(pack, check, at, asOf),
      explain: (check, at) => factsOf(check, at).map(({ n, facts }) => explain(pack, n, facts)),
      missing: missing(pack, text),
      exempt: (check, at) =>
        factsOf(check, at)
          .filter(({ facts }) => isExempt(pack, facts))
          .map(({ n }) => n),
      textOf: (rule) => textOf(pack, rule),
    };
  } catch {
    return null;
  }
};
