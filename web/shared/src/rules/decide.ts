import type { Facts } from './fact-list.ts';
import type { Pack, Rule } from './pack.ts';
import { isFalsy, isTruthy } from './values.ts';

/** `unknown`: it met a fact that is not known, and so could not be answered. `error`: its condition threw. */
export type RuleOutcome = 'applies' | 'does-not' | 'unknown' | 'error';

export interface RuleTried {
  readonly rule: Rule;
  readonly outcome: RuleOutcome;
}

/** The decision for one person, and all that is needed to explain it. */
export interface Ruling {
  readonly verdict: string;
  /** A person must look before anybody acts on it. */
  readonly mustLook: boolean;
  /** Ids of the rules that applied, strictest first: the first decided. */
  readonly rules: readonly string[];
  /** Ids of rules that met an unknown or failed. */
  readonly unanswered: readonly string[];
  readonly tried: readonly RuleTried[];
}

/** What a pack proposes for persons who pass together (docs/protocol.md §6). */
export interface Proposal {
  readonly verdict: string;
  readonly mustLook: boolean;
  readonly pack: { readonly id: string; readonly version: number };
  readonly occupants: readonly {
    readonly n: number;
    readonly verdict: string;
    readonly mustLook: boolean;
    readonly rules: readonly string[];
    readonly unanswered: readonly string[];
    readonly recognised: boolean;
  }[];
}

const tryRule = (rule: Rule, facts: Facts): RuleOutcome => {
  try {
    const { value, missing } = rule.when.evaluate(facts);
    if (isTruthy(value) && (rule.kind === 'restrict' || !missing)) return 'applies';
    if (missing) return 'unknown';
    return isFalsy(value) ? 'does-not' : 'error';
  } catch {
    return 'error';
  }
};

/** A position in the order, mild to strict; -1 for verdicts outside it. */
const strictness = (pack: Pack, verdict: string): number => pack.verdicts.indexOf(verdict);

const isUnanswered = ({ outcome }: RuleTried): boolean => outcome === 'unknown' || outcome === 'error';

const ruling = (
  pack: Pack,
  applied: readonly { id: string; verdict: string }[],
  tried: readonly RuleTried[],
  look: boolean,
): Ruling => {
  const ordered = [...applied].sort((a, b) => strictness(pack, b.verdict) - strictness(pack, a.verdict));
  const verdict = ordered[0]?.verdict ?? pack.otherwise.verdict;
  const unanswered = tried.filter(isUnanswered);
  // A restriction that could not be answered, or any rule that could have made the outcome stricter.
  const could = ({ rule }: RuleTried): boolean =>
    rule.kind === 'restrict' || strictness(pack, rule.verdict) > strictness(pack, verdict);
  return {
    verdict,
    mustLook: look || unanswered.some(could),
    rules: ordered.map(({ id }) => id),
    unanswered: unanswered.map(({ rule }) => rule.id),
    tried,
  };
};

/**
 * Decides for one person. Rules that exempt come first, and the first that applies ends the matter; then the strictest outcome among those that
 * apply stands; without any that permits, the pack's fallback, and a person looks.
 */
export const decide = (pack: Pack, facts: Facts): Ruling => {
  const tried: RuleTried[] = [];
  for (const rule of pack.rules.filter(({ kind }) => kind === 'exempt')) {
    const outcome = tryRule(rule, facts);
    tried.push({ rule, outcome });
    if (outcome === 'applies') return ruling(pack, [rule], tried, false);
  }
  for (const rule of pack.rules.filter(({ kind }) => kind !== 'exempt'))
    tried.push({ rule, outcome: tryRule(rule, facts) });
  const applied = tried.filter(({ outcome }) => outcome === 'applies').map(({ rule }) => rule);
  const permitted = applied.some(({ kind }) => kind === 'permit');
  return ruling(pack, permitted ? applied : [...applied, pack.otherwise], tried, !permitted);
};

/**
 * What the pack proposes for all persons of a passage: the strictest of their rulings. Nobody at all counts as nothing permitted; give one entry
 * with `n` 0 for a vehicle of which nobody was recorded yet.
 */
export const propose = (pack: Pack, persons: readonly { readonly n: number; readonly facts: Facts }[]): Proposal => {
  const rulings = persons.map(({ n, facts }) => ({ n, ...decide(pack, facts) }));
  const strictest = [...rulings].sort((a, b) => strictness(pack, b.verdict) - strictness(pack, a.verdict))[0];
  return {
    verdict: strictest?.verdict ?? pack.otherwise.verdict,
    mustLook: strictest === undefined || rulings.some(({ mustLook }) => mustLook),
    pack: { id: pack.id, version: pack.version },
    occupants: rulings
      .filter(({ n }) => n > 0)
      .map(({ n, verdict, mustLook, rules, unanswered }) => ({
        n,
        verdict,
        mustLook,
        rules,
        unanswered,
        recognised: false,
      })),
  };
};
