import { decide, type RuleOutcome, type Ruling } from './decide.ts';
import { factOfSibling, isFact, type FactPath, type Facts } from './fact-list.ts';
import { textOf, type Pack, type Parameter, type Wording } from './pack.ts';

/** One rule that was tried, with all that it could read; the twin of the server's `RuleSaid`. */
export interface RuleSaid {
  readonly id: string;
  /** `otherwise` for the fallback that counts when nothing permits. */
  readonly kind: 'exempt' | 'restrict' | 'permit' | 'otherwise';
  readonly outcome: RuleOutcome;
  readonly verdict: string;
  readonly text: Wording;
  readonly source: string | null;
  /** By full name; null: not known at the time. */
  readonly facts: Readonly<Partial<Record<FactPath, string | number | boolean | null>>>;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Why the rule's source is doubtful; null: it is not. */
  readonly doubt: string | null;
}

export interface Explained {
  readonly ruling: Ruling;
  /** What an officer says: the sentence of the rule that decided. */
  readonly sentence: Wording;
  /** For an auditor: every rule in the order of trial; the fallback last, if nothing permitted. */
  readonly said: readonly RuleSaid[];
}

const parametersRead = (pack: Pack, reads: readonly string[]): Record<string, Parameter> =>
  Object.fromEntries(
    reads
      .filter((path) => path.startsWith('parameters.'))
      .flatMap((path) => {
        const parameter = pack.parameters.get(path.slice(11));
        return parameter ? [[path.slice(11), parameter]] : [];
      }),
  );

const factsRead = (facts: Facts, reads: readonly string[]): RuleSaid['facts'] => {
  const asked = reads.map(factOfSibling).filter((path) => path !== null);
  return Object.fromEntries([...reads.filter(isFact), ...asked].map((path) => [path, facts[path] ?? null]));
};

/** Explains a verdict from its facts: the same pack over the same facts always tries the same rules with the same outcome. */
export const explain = (pack: Pack, facts: Facts): Explained => {
  const ruling = decide(pack, facts);
  const { otherwise } = pack;
  const said = ruling.tried.map(({ rule, outcome }): RuleSaid => ({
    id: rule.id,
    kind: rule.kind,
    outcome,
    verdict: rule.verdict,
    text: rule.text,
    source: rule.source,
    facts: factsRead(facts, rule.when.reads),
    parameters: parametersRead(pack, rule.when.reads),
    doubt: rule.doubt,
  }));
  const fallback: RuleSaid = {
    ...otherwise,
    kind: 'otherwise',
    outcome: 'applies',
    source: null,
    facts: {},
    parameters: {},
    doubt: null,
  };
  return {
    ruling,
    sentence: textOf(pack, ruling.rules[0] ?? otherwise.id) ?? otherwise.text,
    said: ruling.rules.includes(otherwise.id) ? [...said, fallback] : said,
  };
};
