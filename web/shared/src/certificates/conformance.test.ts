import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Reading, readCode, type Step } from './index.ts';
import { data, issued, rows } from './real-issuers.ts';

/** What a flag of a case says of our steps. */
const flags: Readonly<Record<string, Step>> = {
  EXPECTEDUNPREFIX: 'prefix',
  EXPECTEDB45DECODE: 'base45',
  EXPECTEDCOMPRESSION: 'zlib',
  EXPECTEDDECODE: 'cbor',
  EXPECTEDSCHEMAVALIDATION: 'schema',
  EXPECTEDVERIFY: 'signature',
  EXPECTEDEXPIRATIONCHECK: 'time',
  EXPECTEDKEYUSAGE: 'usage',
};

const says = (reading: Reading, step: Step): boolean =>
  reading.steps[step] === 'ok' && (step !== 'schema' || reading.deviations.length === 0);

describe.skipIf(!existsSync(data))('certificates of real issuers', () => {
  const names: Readonly<Record<string, string>> = { EXPECTEDSCHEMAVALIDATION: 'SCHEMA', EXPECTEDVERIFY: 'VERIFY' };

  it('agree on every flag that can be reproduced', async () => {
    const unreproducible = new Set(
      rows('dgc-testdata-unreproducible-flags.tsv').map(({ flag = '', path = '' }) => `${path} ${flag}`),
    );
    const wrong: string[] = [];
    let held = 0;
    for (const { path = '' } of rows('dgc-testdata-index.tsv')) {
      const { text, trust, at, expected: said } = issued(path);
      const reading = await readCode(text, { trust, at, requirement: null });
      for (const [flag, step] of Object.entries(flags)) {
        const expected = said[flag];
        if (expected === undefined || unreproducible.has(`${path} ${names[flag] ?? flag}`)) continue;
        held++;
        if (says(reading, step) !== expected)
          wrong.push(
            `${path} ${flag}=${String(expected)} ${reading.outcome} ${reading.detail} ${reading.deviations.join()}`,
          );
      }
    }
    expect(wrong).toEqual([]);
    expect(held).toBeGreaterThan(2000);
  });

  it('of which no key is known decode, and are never called forged', async () => {
    const payloads = rows('issuer-payloads.tsv');
    expect(payloads.length).toBeGreaterThan(200);
    for (const { path, qr_text = '', alg, kid_b64 } of payloads) {
      const reading = await readCode(qr_text, { trust: [], at: Date.now(), requirement: null });
      expect(reading, path).toMatchObject({ outcome: 'issuer-unknown', algorithm: alg, kid: kid_b64 });
    }
  });
});
