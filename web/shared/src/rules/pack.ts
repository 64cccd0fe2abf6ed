import type { AreaList } from './areas.ts';
import { CertLogicError, compileExpression, type Binding, type Expression } from './cert-logic.ts';
import { factList, factOfSibling, factsVersion, isFact } from './fact-list.ts';
import { PackError, Reader } from './reader.ts';
import type { Value } from './values.ts';

/** One thing said in both languages. */
export interface Wording {
  readonly zh: string;
  readonly en: string;
}

export type RuleKind = 'exempt' | 'restrict' | 'permit';

/** A number that rules compare facts with. */
export interface Parameter {
  readonly value: number;
  readonly unit: string;
  readonly text: Wording;
  readonly source: string | null;
  /** Why it is doubtful; null: it is not. */
  readonly doubt: string | null;
}

export interface Rule {
  readonly id: string;
  readonly kind: RuleKind;
  readonly verdict: string;
  readonly when: Expression;
  /** One sentence as an officer would say it to the driver. */
  readonly text: Wording;
  /** Names of measures of the pack. */
  readonly measures: readonly string[];
  readonly source: string;
  /** Why its source is doubtful; null: it is not. */
  readonly doubt: string | null;
}

/** A rule pack (docs/packs.md), checked and ready to decide. The twin of the server's. */
export interface Pack {
  readonly id: string;
  readonly version: number;
  readonly disease: Wording;
  readonly area: readonly string[];
  readonly from: string | null;
  readonly until: string | null;
  readonly source: string;
  /** Mild to strict. */
  readonly verdicts: readonly string[];
  readonly outsideOrder: readonly string[];
  readonly otherwise: { readonly id: string; readonly verdict: string; readonly text: Wording };
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly measures: ReadonlyMap<string, Wording>;
  /** Null: the pack keeps no list of areas, and no level of any is known. */
  readonly areas: AreaList | null;
  /** Null: the pack rules on no signed code. */
  readonly certificates: AcceptedCertificates | null;
  readonly rules: readonly Rule[];
}

/** Which signed codes the rules of a pack can use (docs/certificates.md). */
export interface AcceptedCertificates {
  readonly kinds: readonly string[];
  readonly testKinds: readonly string[];
  /** Longest age of a sample, and the pack's parameter with that number. */
  readonly sampleMinutes: number | null;
  readonly sampleParameter: string | null;
}

const format = 1;
const members = [
  'format', 'id', 'version', 'facts', 'disease', 'area', 'from', 'until', 'source', 'verdicts',
  'outsideOrder', 'otherwise', 'parameters', 'lists', 'measures', 'definitions', 'areas', 'certificates',
  'transitions', 'rules',
]; // prettier-ignore

const wording = (reader: Reader, name: string): Wording => {
  const words = reader.object(name).only('zh', 'en');
  return { zh: words.text('zh'), en: words.text('en') };
};

const named = <T>(reader: Reader, read: (name: string) => T): ReadonlyMap<string, T> =>
  new Map(reader.names.map((name) => [name, read(name)]));

const distinct = (reader: Reader, name: string): readonly string[] => {
  const texts = reader.texts(name);
  if (new Set(texts).size !== texts.length || texts.includes(''))
    throw reader.any(name).refuse('a name is empty or stands here twice');
  return texts;
};

const bind = (path: string, pack: Pack, place: string): Binding => {
  const parameter = path.startsWith('parameters.') ? pack.parameters.get(path.slice(11)) : undefined;
  if (parameter) return { kind: 'constant', value: parameter.value };
  const list = path.startsWith('lists.') ? pack.lists.get(path.slice(6)) : undefined;
  if (list) return { kind: 'constant', value: list };
  if (isFact(path)) return { kind: 'member', name: path };
  const fact = factOfSibling(path);
  if (fact) return { kind: 'member-known', name: fact };
  throw new PackError(place, `${path} is neither a fact, a parameter nor a list`);
};

const condition = (when: Reader, pack: Pack): Expression => {
  try {
    const expression = compileExpression(when.json as Value, (path) => bind(path, pack, when.place));
    const [number] = expression.numbers;
    if (number !== undefined) throw new PackError(when.place + number, 'a number that is not a parameter');
    return expression;
  } catch (broken) {
    throw broken instanceof CertLogicError ? new PackError(when.place + broken.place, broken.message) : broken;
  }
};

const checkReads = (reader: Reader, kind: RuleKind, when: Expression): void => {
  const asked = when.reads.map(factOfSibling).filter((fact) => fact !== null);
  const unasked = when.reads.filter(isFact).find((fact) => !asked.includes(fact));
  if (unasked) throw reader.any('when').refuse(`reads ${unasked} without ${unasked}Known`);
  const evidence = asked.find((fact) => factList[fact].evidence);
  if (kind === 'exempt' && evidence)
    throw reader.any('when').refuse(`a rule that exempts reads no evidence, but this one reads ${evidence}`);
};

/** Why a statement is doubtful; null when it is not. */
const doubt = (reader: Reader): string | null => {
  if (reader.has('doubtful') && reader.boolean('doubtful')) return reader.text('because');
  if (reader.has('because')) throw reader.any('because').refuse('explains a doubt that is not marked');
  return null;
};

const ruleKind = (reader: Reader): RuleKind => {
  const kind = reader.text('kind');
  if (kind === 'exempt' || kind === 'restrict' || kind === 'permit') return kind;
  throw reader.any('kind').refuse('must be exempt, restrict or permit');
};

const ruleVerdict = (reader: Reader, pack: Pack, kind: RuleKind): string => {
  const verdict = reader.text('verdict');
  if (pack.verdicts.includes(verdict) || (kind === 'exempt' && pack.outsideOrder.includes(verdict))) return verdict;
  throw reader.any('verdict').refuse('not one of the verdicts; only a rule that exempts may use one outside the order');
};

const rule = (reader: Reader, pack: Pack): Rule => {
  reader.only('id', 'kind', 'verdict', 'when', 'text', 'measures', 'source', 'doubtful', 'because');
  const kind = ruleKind(reader);
  const when = condition(reader.any('when'), pack);
  checkReads(reader, kind, when);
  const verdict = ruleVerdict(reader, pack, kind);
  const text = wording(reader, 'text');
  const measures = reader.has('measures') ? reader.texts('measures') : [];
  if (!measures.every((name) => pack.measures.has(name)))
    throw reader.any('measures').refuse('not one of the measures of this pack');
  return {
    id: reader.text('id'),
    kind,
    verdict,
    when,
    text,
    measures,
    source: reader.text('source'),
    doubt: doubt(reader),
  };
};

const isDivision = (code: string): boolean => /^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(code);

const areaList = (reader: Reader): AreaList => {
  reader.only('levels', 'entries');
  const levels = reader.items('levels').map((item) => {
    const id = item.only('id', 'text').text('id');
    if (id === 'none') throw item.any('id').refuse('none is what no entry covers');
    return { id, text: wording(item, 'text') };
  });
  const entries = reader.items('entries').map((item) => {
    item.only('code', 'level', 'from', 'to', 'source', 'doubtful', 'because');
    const [code, level, from, to] = [item.text('code'), item.text('level'), item.instant('from'), item.instant('to')];
    if (from === null) throw item.any('from').refuse('must be a time with offset');
    if (!isDivision(code)) throw item.any('code').refuse('needs a division code of 2, 4, 6, 9 or 12 digits');
    if (!levels.some(({ id }) => id === level)) throw item.any('level').refuse('not one of the levels');
    if (to !== null && Date.parse(from) >= Date.parse(to)) throw item.any('to').refuse('must lie after from');
    return { code, level, from, to, source: item.text('source'), doubt: doubt(item) };
  });
  return { levels, entries };
};

const among = (reader: Reader, name: string, known: readonly string[]): readonly string[] => {
  const texts = distinct(reader, name);
  if (texts.every((text) => known.includes(text))) return texts;
  throw reader.any(name).refuse(`must be among ${known.join(', ')}`);
};

const acceptedCertificates = (reader: Reader, pack: Pack): AcceptedCertificates => {
  reader.only('kinds', 'testKinds', 'sampleMinutes');
  const sampleParameter = reader.has('sampleMinutes') ? reader.text('sampleMinutes') : null;
  const parameter = sampleParameter === null ? undefined : pack.parameters.get(sampleParameter);
  if (sampleParameter !== null && !parameter) throw reader.any('sampleMinutes').refuse('not one of the parameters');
  return {
    kinds: among(reader, 'kinds', ['vaccination', 'test', 'recovery']),
    testKinds: reader.has('testKinds') ? among(reader, 'testKinds', ['naat', 'antigen']) : [],
    sampleMinutes: parameter?.value ?? null,
    sampleParameter,
  };
};

const head = (root: Reader): Pack => {
  if (root.integer('format') !== format) throw root.any('format').refuse(`this program reads ${format}`);
  // Facts are only ever added, so that a pack of an older schema reads what it always read.
  if (root.integer('facts') < 1 || root.integer('facts') > factsVersion)
    throw root.any('facts').refuse(`this program knows 1 to ${factsVersion}`);
  const otherwise = root.object('otherwise').only('id', 'verdict', 'text');
  const [parameters, lists, measures] = [root.object('parameters'), root.object('lists'), root.object('measures')];
  return {
    id: root.text('id'),
    version: root.integer('version'),
    disease: wording(root, 'disease'),
    area: root.texts('area'),
    from: root.instant('from'),
    until: root.instant('until'),
    source: root.text('source'),
    verdicts: distinct(root, 'verdicts'),
    outsideOrder: distinct(root, 'outsideOrder'),
    otherwise: { id: otherwise.text('id'), verdict: otherwise.text('verdict'), text: wording(otherwise, 'text') },
    parameters: named(parameters, (name) => {
      const one = parameters.object(name).only('value', 'unit', 'text', 'source', 'doubtful', 'because');
      return {
        value: one.integer('value'),
        unit: one.text('unit'),
        text: wording(one, 'text'),
        source: one.has('source') ? one.text('source') : null,
        doubt: doubt(one),
      };
    }),
    lists: named(lists, (name) => distinct(lists, name)),
    measures: named(measures, (name) => wording(measures, name)),
    areas: root.has('areas') ? areaList(root.object('areas')) : null,
    certificates: null,
    rules: [],
  };
};

const checkHead = (root: Reader, pack: Pack): void => {
  if (pack.area.length === 0 || !pack.area.every(isDivision))
    throw root.any('area').refuse('needs division codes of 2, 4, 6, 9 or 12 digits');
  if (pack.from !== null && pack.until !== null && Date.parse(pack.from) >= Date.parse(pack.until))
    throw root.any('until').refuse('must lie after from');
  if (pack.verdicts.length === 0 || pack.verdicts.some((verdict) => pack.outsideOrder.includes(verdict)))
    throw root.any('verdicts').refuse('needs at least one verdict, none of them outside the order too');
  if (!pack.verdicts.includes(pack.otherwise.verdict))
    throw root.object('otherwise').any('verdict').refuse('not one of the verdicts');
};

/** Makes a pack from its JSON text; throws a {@link PackError} with place and reason. */
export const loadPack = (json: string): Pack => {
  const root = Reader.parse(json).only(...members);
  const plain = head(root);
  checkHead(root, plain);
  const certificates = root.has('certificates') ? acceptedCertificates(root.object('certificates'), plain) : null;
  const pack: Pack = { ...plain, certificates };
  const ids = new Set([pack.otherwise.id]);
  const rules = root.items('rules').map((item) => {
    const one = rule(item, pack);
    if (ids.has(one.id)) throw item.any('id').refuse('two rules have this id');
    ids.add(one.id);
    return one;
  });
  if (!rules.some(({ kind }) => kind === 'permit'))
    throw root.any('rules').refuse('nothing permits: everybody would be held');
  return { ...pack, rules };
};

/** The sentence of a rule, or of the fallback; null for an id of another pack. */
export const textOf = (pack: Pack, ruleId: string): Wording | null =>
  ruleId === pack.otherwise.id ? pack.otherwise.text : (pack.rules.find(({ id }) => id === ruleId)?.text ?? null);
