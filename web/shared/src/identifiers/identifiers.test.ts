import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDocument, looksLikePlate, looksLikeResidentId, readPlate, readResidentId, showPlate } from '../index.ts';

const today = new Date('2026-11-24T00:00:00Z');
interface Shared {
  readonly residentIds: readonly { text: string; canonical: string; fault: string | null }[];
  readonly documents: readonly { kind: string; text: string; canonical: string; fault: string | null }[];
  readonly plates: readonly { text: string; canonical: string; kind: string }[];
}
const shared = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../tests/vectors/identifiers.json'), 'utf8'),
) as Shared;
const vectors = join(
  process.env.REDVEST_TESTDATA ?? join(import.meta.dirname, '../../../../../shared/data'),
  'identifiers',
);
const rows = (file: string): string[][] =>
  readFileSync(join(vectors, file), 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split(','));

describe('a resident identity number', () => {
  it('is read with full-width digits, blanks and a small x', () => {
    expect(readResidentId('１４１１９９１９８９１００８７８９３', today)).toEqual({
      number: '141199198910087893',
      fault: null,
    });
    expect(readResidentId('141199 19950507 881x', today).fault).toBe('check-character');
    expect(readResidentId('14119819950507881x', today)).toEqual({ number: '14119819950507881X', fault: null });
  });

  it.each(shared.residentIds)('$text is read as on the server', ({ text, canonical, fault }) =>
    expect(readResidentId(text, today)).toEqual({ number: canonical, fault }),
  );

  it('of fifteen digits becomes eighteen', () => {
    expect(readResidentId('141198420704891', today)).toEqual({ number: '141198194207048919', fault: null });
  });

  it.each([
    ['14119819420704891', 'length'],
    ['14119819420704891A', 'characters'],
    ['991198194207048919', 'region'],
    ['141199199902301815', 'date'],
    ['141198194207048918', 'check-character'],
  ])('%s has a wrong %s', (text, fault) => expect(readResidentId(text, today).fault).toBe(fault));

  it('is told from a code and a plate', () => {
    expect(looksLikeResidentId('141198194207048919')).toBe(true);
    expect(looksLikeResidentId('HC1:6BF')).toBe(false);
    expect(looksLikeResidentId('晋G12345')).toBe(false);
  });

  it.skipIf(!existsSync(vectors))('agrees with the public vectors', () => {
    const wrong = rows('id_test_vectors.csv')
      .filter(([, kind, expected]) => kind !== 'malformed_or_needs_normalising' && expected !== 'legacy')
      .filter(([number = '', , expected]) => String(readResidentId(number, today).fault === null) !== expected);
    expect(wrong).toEqual([]);
  });
});

describe('a document', () => {
  it.each(shared.documents)('$kind $text is read as on the server', ({ kind, text, canonical, fault }) =>
    expect(readDocument(kind, text, today)).toEqual({ number: canonical, fault }),
  );
});

describe('a plate', () => {
  it.each([
    ['晋G12345', 'ordinary', '晋G·12345'],
    ['晋ｇ·12345', 'ordinary', '晋G·12345'],
    ['晋GD37003', 'small-electric', '晋G·D37003'],
    ['晋G34633F', 'large-electric', '晋G·34633F'],
    ['晋GI2345', 'unusual', '晋GI2345'],
    ['晋G1234学', 'learner', '晋G·1234学'],
    ['WJ晋1234X', 'armed-police', 'WJ晋1234X'],
    ['无牌', 'unusual', '无牌'],
  ])('%s is %s', (text, kind, shown) => {
    const plate = readPlate(text);
    expect(plate.kind).toBe(kind);
    expect(showPlate(plate.text)).toBe(shown);
  });

  it('is told from other texts', () => {
    expect(['晋G12345', 'WJ晋1234X', '使014578'].every(looksLikePlate)).toBe(true);
    expect(['12345', 'HC1:ABC', '141198194207048919'].some(looksLikePlate)).toBe(false);
  });

  it.each(shared.plates)('$text is read as on the server', ({ text, canonical, kind }) =>
    expect(readPlate(text)).toEqual({ text: canonical, kind }),
  );

  it.skipIf(!existsSync(vectors))('of every everyday form in the public vectors is usual', () => {
    const odd = rows('plates.csv').filter(
      ([text = '', , expected]) => expected === 'ok' && readPlate(text).kind === 'unusual',
    );
    expect(odd).toEqual([]);
  });
});
