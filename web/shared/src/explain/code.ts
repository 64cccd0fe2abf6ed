import type { HolderName, Test } from '../certificates/entries.ts';
import { isSigned, type Reading, type Requirement } from '../certificates/reading.ts';
import { dayAndClock } from '../clock.ts';
import { exactMinutes, roughly } from './lengths.ts';
import { explainTexts } from './texts/index.ts';
import { word } from './word.ts';

/** What an officer is told of a code: good, look at it, or stop. A sign stands beside the colour. */
export type CodeTone = 'good' | 'look' | 'stop';

export interface CodeSaid {
  readonly tone: CodeTone;
  readonly sign: string;
  /** What was seen, in one plain sentence. */
  readonly seen: string;
  /** What is missing, or to be done; empty when nothing is. */
  readonly next: string;
}

type Seen = Pick<Reading, 'outcome' | 'detail' | 'kind' | 'test' | 'issuedAt' | 'expiresAt'>;

const signs: Readonly<Record<CodeTone, string>> = { good: '✓', look: '!', stop: '✕' };

const said = (tone: CodeTone, seen: string, next = ''): CodeSaid => ({ tone, sign: signs[tone], seen, next });

const sampled = (test: Test, at: number): string =>
  test.sampledAt === null ? explainTexts.code.noTime : explainTexts.code.ago(roughly((at - test.sampledAt) / 60_000));

const when = (instant: number | null): string => (instant === null ? '' : dayAndClock(instant));

/** The tests or certificates that today's rule takes. */
const wanted = (requirement: Requirement | null): string => {
  const { tests, certificates } = explainTexts.code;
  const kinds = (requirement?.kinds ?? []).flatMap((kind) =>
    kind === 'test' ? (requirement?.testKinds.map((one) => tests[one]) ?? []) : [certificates[kind]],
  );
  return kinds.join(' / ') || certificates.test;
};

/** What a signed certificate is, in a few words: a test by its method, others by their kind. */
const what = ({ kind, test }: Seen): string =>
  test ? explainTexts.code.tests[test.kind] : explainTexts.code.certificates[kind];

const issuer = (detail: string): string => {
  const { code } = explainTexts;
  if (detail === 'wrong-key-usage') return code.wrongUsage;
  return detail === 'key-outside-validity' ? code.keyOutside : code.issuerUnknown;
};

/** What one code says to the officer, in plain words. An outcome of a newer server is shown as it stands. */
export const sayCode = (seen: Seen, requirement: Requirement | null, at: number): CodeSaid => {
  const { code } = explainTexts;
  const { test, detail } = seen;
  switch (seen.outcome) {
    case 'accepted':
      return said('good', test ? code.negative(what(seen), sampled(test, at)) : code.certificate(what(seen)));
    case 'unruled':
      return said('look', code.unruled(what(seen)), code.unruledNext);
    case 'too-old':
      if (!test || test.sampledAt === null) return said('look', code.timeUnknown(what(seen)), code.timeUnknownNext);
      return said(
        'look',
        code.tooOld(what(seen), sampled(test, at)),
        code.tooOldNext(exactMinutes(requirement?.sampleMinutes ?? 0)),
      );
    case 'result-positive':
      return said('stop', code.positive(what(seen), test ? sampled(test, at) : ''), code.positiveNext);
    case 'result-empty':
      return said('look', code.empty(what(seen)), code.emptyNext);
    case 'wrong-kind':
      return detail.startsWith('several')
        ? said('look', code.several, code.severalNext)
        : said('look', code.wrongKind(what(seen)), code.wrongKindNext(wanted(requirement)));
    case 'expired':
      return said('look', code.expired(when(seen.expiresAt)), code.expiredNext);
    case 'not-yet-valid':
      return detail === 'sample-in-future'
        ? said('look', code.future, code.earlyNext)
        : said('look', code.early(when(seen.issuedAt)), code.earlyNext);
    case 'issuer-unknown':
      return said('look', issuer(detail), code.issuerUnknownNext);
    case 'forged':
      return said('stop', code.forged, code.forgedNext);
    case 'damaged':
      return said('look', code.damaged, code.damagedNext);
    case 'other-prefix':
      return said('look', code.otherPrefix, code.showOther);
    case 'not-a-code':
      return said('look', code.notACode, code.showOther);
  }
};

/** The stable code of a step, in words. */
export const sayDetail = (detail: string): string => {
  const known = word(explainTexts.detail, detail);
  return known === detail && detail.startsWith('schema-') ? explainTexts.schemaField(detail.slice(7)) : known;
};

/** Whether the name may stand for the person on a card: only a signed one, and only beside the advice to compare. */
export const isWorthNaming = ({ outcome }: Pick<Reading, 'outcome'>): boolean =>
  isSigned(outcome) || outcome === 'wrong-kind' || outcome === 'expired';

const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** The name to compare with a person: as written, and in the letters of travel documents beside a name of other letters. */
export const sayHolder = ({ family, given, familyStandard, givenStandard }: HolderName): string => {
  const parts = [family, given].filter(Boolean);
  const written = hasHan(parts.join('')) ? parts.join('') : [given, family].filter(Boolean).join(' ');
  const standard = [familyStandard, givenStandard].filter(Boolean).join(' ').replaceAll('<', ' ').trim();
  if (written === '') return standard;
  return hasHan(written) && standard ? explainTexts.code.both(written, standard) : written;
};
