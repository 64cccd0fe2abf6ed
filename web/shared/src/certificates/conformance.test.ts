import { createHash, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Reading, readCode, readTrustList, type Step, type TrustList } from './index.ts';

const data = join(
  process.env.REDVEST_TESTDATA ?? join(import.meta.dirname, '../../../../../shared/data'),
  'certificates',
);
const rows = (file: string): Record<string, string>[] => {
  const [head = '', ...lines] = readFileSync(join(data, file), 'utf8').trimEnd().split(/\r?\n/);
  const names = head.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, at) => [names[at] ?? '', cell])));
};

const usages: Readonly<Record<string, string>> = { 1: 't', 2: 'v', 3: 'r' };

/** A trust list of the one certificate that a case gives. */
const trustIn = (der: Buffer): TrustList => {
  const certificate = new X509Certificate(der);
  const kid = createHash('sha256').update(der).digest().subarray(0, 8).toString('base64');
  const marks = (certificate.keyUsage as string[] | undefined) ?? [];
  const own = marks.flatMap(
    (oid) => usages[/^1\.3\.6\.1\.4\.1\.(?:1847\.2021\.1|0\.1847\.2021\.1)\.([123])$/.exec(oid)?.[1] ?? ''] ?? [],
  );
  const key = {
    kid,
    publicKey: certificate.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    algorithm: certificate.publicKey.asymmetricKeyType === 'ec' ? 'ES256' : 'PS256',
    ...(own.length > 0 ? { usages: own } : {}),
  };
  return readTrustList({ format: 1, keys: [key] });
};

interface Case {
  readonly PREFIX: string;
  readonly TESTCTX: { readonly CERTIFICATE: string; readonly VALIDATIONCLOCK: string };
  readonly EXPECTEDRESULTS: Readonly<Record<string, boolean>>;
}

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
      const text = readFileSync(join(data, 'dgc-testdata', path), 'utf8').replace(/^\uFEFF/, '');
      const one = JSON.parse(text) as Case;
      const reading = await readCode(one.PREFIX, {
        trust: trustIn(Buffer.from(one.TESTCTX.CERTIFICATE, 'base64')),
        at: Date.parse(one.TESTCTX.VALIDATIONCLOCK),
        requirement: null,
      });
      for (const [flag, step] of Object.entries(flags)) {
        const expected = one.EXPECTEDRESULTS[flag];
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
