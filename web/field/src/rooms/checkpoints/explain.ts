import { decide, type Facts, type Pack, type Rule, type RuleOutcome, type Wording } from '@redvest/shared/rules';

/** One rule as it was tried on one person: what it read, and what came of it. */
export interface RuleTried {
  readonly id: string;
  readonly kind: string;
  readonly outcome: RuleOutcome;
  readonly verdict: string;
  readonly text: Wording;
  /** Null: not known. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  readonly parameters: readonly { readonly text: Wording; readonly value: number; readonly unit: string }[];
}

export interface Explanation {
  readonly n: number;
  readonly verdict: string;
  /** The one that decided, first; then the others in the order in which they were tried. */
  readonly rules: readonly RuleTried[];
}

const factOf = (path: string): string => path.replace(/Known$/, '');

const factsRead = (rule: Rule, facts: Facts): RuleTried['facts'] => {
  const paths = rule.when.reads.filter((path) => !/^(parameters|lists)\./.test(path)).map(factOf);
  return Object.fromEntries([...new Set(paths)].map((path) => [path, (facts as RuleTried['facts'])[path] ?? null]));
};

const parametersRead = (rule: Rule, pack: Pack): RuleTried['parameters'] =>
  rule.when.reads
    .filter((path) => path.startsWith('parameters.'))
    .map((path) => pack.parameters.get(path.slice('parameters.'.length)))
    .filter((parameter) => parameter !== undefined);

/** Why a pack decides so for one person, in full. */
export const explain = (pack: Pack, n: number, facts: Facts): Explanation => {
  const { verdict, rules: applied, tried } = decide(pack, facts);
  const said = tried.map<RuleTried>(({ rule, outcome }) => ({
    id: rule.id,
    kind: rule.kind,
    outcome,
    verdict: rule.verdict,
    text: rule.text,
    facts: factsRead(rule, facts),
    parameters: parametersRead(rule, pack),
  }));
  const { otherwise } = pack;
  const fallback: RuleTried = { ...otherwise, kind: 'otherwise', outcome: 'applies', facts: {}, parameters: [] };
  const all = applied.includes(otherwise.id) ? [...said, fallback] : said;
  const deciding = all.filter(({ id }) => id === applied[0]);
  return { n, verdict, rules: [...deciding, ...all.filter((one) => !deciding.includes(one))] };
};
