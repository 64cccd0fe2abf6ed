import { Refusal } from './bytes.ts';
import { type Cbor, type CborMap, Float, isBytes, isList, isMap, Tagged } from './cbor.ts';
import { earliest } from './loose-instant.ts';

export type Kind = 'vaccination' | 'test' | 'recovery' | 'none';

/** The holder's name as the certificate has it, and in the letters of travel documents (ICAO 9303). */
export interface HolderName {
  readonly family: string;
  readonly given: string;
  readonly familyStandard: string;
  readonly givenStandard: string;
}

export interface Test {
  /** `unknown`: a code that no value set gives a meaning. */
  readonly result: 'negative' | 'positive' | 'empty' | 'unknown';
  readonly kind: 'naat' | 'antigen' | 'unknown';
  /** Milliseconds since 1970, the earliest that the text can mean; null when it means none. */
  readonly sampledAt: number | null;
  readonly reportedAt: number | null;
  /** The testing centre, else the issuer. */
  readonly facility: string;
  readonly id: string;
  /** SNOMED code of the disease or agent. */
  readonly agent: string;
}

/** The fields of one entry, as text. */
export type Fields = Readonly<Record<string, string>>;

/** A certificate of the EU's schema (1.0.0 to 1.3.3). */
export interface Certificate {
  readonly name: HolderName;
  /** As written: a day, a month, a year, or empty. */
  readonly birthDate: string;
  /** Of the first entry. */
  readonly kind: Kind;
  readonly entries: readonly Fields[];
  readonly test: Test | null;
  /** Why there is more than one entry to judge; null for one. */
  readonly several: 'several-entries' | 'several-kinds' | null;
  /** Where the schema is not kept and verifiers are told to be lenient, as `what:field`. */
  readonly deviations: readonly string[];
}

const groups = [
  { name: 'v', kind: 'vaccination', texts: ['tg', 'vp', 'mp', 'ma', 'dt'] },
  { name: 't', kind: 'test', texts: ['tg', 'tt', 'sc', 'tr'] },
  { name: 'r', kind: 'recovery', texts: ['tg', 'fr', 'df', 'du'] },
] as const;
type Group = (typeof groups)[number];

const longestText = 80;
const testKinds: Readonly<Record<string, Test['kind']>> = { 'LP6464-4': 'naat', 'LP217198-3': 'antigen' };
const results: Readonly<Record<string, Test['result']>> = {
  '260415000': 'negative',
  '260373001': 'positive',
  '': 'empty',
};

const fault = (what: string): Refusal => new Refusal(`schema-${what}`);

/** A date may carry the tag that says so. */
const plain = (value: Cbor): Cbor =>
  value instanceof Tagged && value.tag === 0 && typeof value.value === 'string' ? value.value : value;

const written = (value: Cbor): string => {
  const inner = plain(value);
  if (inner instanceof Float) return String(inner.value);
  return typeof inner === 'object' || isBytes(inner) ? '' : String(inner).trim();
};

const fieldsOf = (entry: CborMap): Fields =>
  Object.fromEntries(
    [...entry].flatMap(([name, value]) => (typeof name === 'string' && value !== null ? [[name, written(value)]] : [])),
  );

/**
 * Reads a certificate, and takes what issuers were known to get wrong and verifiers were told to take: blanks around fields, null groups and
 * fields, odd patterns of dates and standard names, whole floats, any dose number. What is taken is noted; the rest is a fault.
 */
class SchemaReader {
  private readonly deviations: string[] = [];
  private readonly whole: CborMap;

  constructor(whole: CborMap) {
    this.whole = whole;
  }

  read(): Certificate {
    const version = this.text(this.whole, 'ver', true) ?? '';
    if (!/^\d+.\d+.\d+$/.test(version)) this.deviate('pattern', 'ver');
    const name = this.name();
    const birthDate = this.birthDate();
    const shown = groups.flatMap((group) => this.entriesOf(group));
    const [first] = shown;
    if (!first) throw fault('no-entry');
    const several = this.several(shown);
    const test = this.entry(first.group, first.entry);
    return {
      name,
      birthDate,
      kind: first.group.kind,
      entries: shown.map(({ entry }) => fieldsOf(entry)),
      test,
      several,
      deviations: this.deviations,
    };
  }

  private several(shown: readonly { readonly group: Group }[]): Certificate['several'] {
    if (shown.length < 2) return null;
    return shown.every(({ group }) => group === shown[0]?.group) ? 'several-entries' : 'several-kinds';
  }

  private name(): HolderName {
    const name = this.whole.get('nam');
    if (!isMap(name) || !(name.has('fnt') || name.has('gnt'))) throw fault('name');
    const part = (field: string): string => this.text(name, field, false, longestText) ?? '';
    const standard = (field: string): string => {
      const text = part(field);
      if (!/^[A-Z<]*$/.test(text)) this.deviate('pattern', field);
      return text;
    };
    const read = {
      family: part('fn'),
      given: part('gn'),
      familyStandard: standard('fnt'),
      givenStandard: standard('gnt'),
    };
    if (Object.values(read).every((text) => text === '')) throw fault('name');
    return read;
  }

  /** A day, month or year from 1900 to 2099 or nothing. Another pattern is taken as it stands, but nobody was born in 1815 or will be in 2100. */
  private birthDate(): string {
    const text = this.text(this.whole, 'dob', true) ?? '';
    if (text === '') return text;
    if (!/^\d{4}(-\d\d){0,2}$/.test(text)) this.deviate('pattern', 'dob');
    else if (!/^(19|20)/.test(text)) throw fault('birth-date');
    return text;
  }

  private entriesOf(group: Group): readonly { readonly group: Group; readonly entry: CborMap }[] {
    const list = this.whole.get(group.name);
    if (list === undefined) return [];
    if (list === null || (isList(list) && list.length === 0)) {
      this.deviate('null', group.name);
      return [];
    }
    if (!isList(list)) throw fault('entries');
    return list.map((entry) => {
      if (!isMap(entry)) throw fault('entries');
      return { group, entry };
    });
  }

  private entry(group: Group, entry: CborMap): Test | null {
    for (const field of group.texts) this.text(entry, field, true);
    const country = this.text(entry, 'co', true);
    if (country !== null && !/[A-Z]/.test(country)) throw fault('country');
    const issuer = this.text(entry, 'is', true, longestText) ?? '';
    const id = this.text(entry, 'ci', true, longestText) ?? '';
    if (group.kind === 'vaccination') ['dn', 'sd'].forEach((field) => this.dose(entry, field));
    return group.kind === 'test' ? this.test(entry, issuer, id) : null;
  }

  private test(entry: CborMap, issuer: string, id: string): Test {
    this.text(entry, 'nm', false, longestText);
    this.text(entry, 'ma', false);
    const centre = this.text(entry, 'tc', false, longestText);
    const peek = (field: string): string => {
      const value = plain(entry.get(field) ?? null);
      return typeof value === 'string' ? value.trim() : '';
    };
    return {
      result: results[peek('tr')] ?? 'unknown',
      kind: testKinds[peek('tt')] ?? 'unknown',
      sampledAt: earliest(peek('sc')),
      reportedAt: earliest(peek('dr')),
      facility: centre ? centre : issuer,
      id,
      agent: peek('tg'),
    };
  }

  private dose(entry: CborMap, field: string): void {
    const value = entry.get(field);
    if (value === null) return this.deviate('null', field);
    const dose = value instanceof Float ? value.value : value;
    if (typeof dose === 'bigint') return;
    if (typeof dose !== 'number' || Math.floor(dose) !== dose) throw fault(field);
    if (dose < 1) this.deviate('dose', field);
  }

  /** Without blanks around it; null when the field is absent or null. */
  private text(map: CborMap, field: string, required: boolean, longest = Infinity): string | null {
    const value = map.get(field);
    if (value === undefined) {
      if (required) throw fault(field);
      return null;
    }
    const text = plain(value);
    if (text === null) this.deviate('null', field);
    if (typeof text !== 'string') {
      if (text !== null) throw fault(field);
      return null;
    }
    if (Array.from(text).length > longest) this.deviate('too-long', field);
    return text.trim();
  }

  private deviate(what: string, field: string): void {
    this.deviations.push(`${what}:${field}`);
  }
}

/** The kinds of which there are entries, whatever else is wrong: its key must be allowed to sign each. */
export const kindsIn = (whole: CborMap): readonly Exclude<Kind, 'none'>[] =>
  groups.flatMap(({ name, kind }) => {
    const list = whole.get(name);
    return isList(list) && list.length > 0 ? [kind] : [];
  });

/** Reads the certificate of claim -260; throws a {@link Refusal} for what nobody can understand. */
export const readEntries = (whole: CborMap): Certificate => new SchemaReader(whole).read();
