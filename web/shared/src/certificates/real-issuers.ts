import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTrustList, type TrustList } from './index.ts';

/** The certificates of real issuers, where they lie beside the checkout. */
export const data = join(
  process.env.REDVEST_TESTDATA ?? join(import.meta.dirname, '../../../../../shared/data'),
  'certificates',
);
export const rows = (file: string): Record<string, string>[] => {
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
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  const curve = asymmetricKeyType === 'ec' ? asymmetricKeyDetails?.namedCurve : 'rsa';
  const key = {
    kid,
    publicKey: certificate.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    // A key on another curve is none that a trust list can hold.
    algorithm: { prime256v1: 'ES256', rsa: 'PS256' }[curve ?? ''],
    ...(own.length > 0 ? { usages: own } : {}),
  };
  return readTrustList({ format: 1, keys: [key] });
};

interface Case {
  readonly PREFIX: string;
  readonly TESTCTX: { readonly CERTIFICATE: string; readonly VALIDATIONCLOCK: string };
  readonly EXPECTEDRESULTS: Readonly<Record<string, boolean>>;
}

/** One signed certificate with the key and the clock that its issuer gave, and what they expect. */
export const issued = (
  path: string,
): { text: string; trust: TrustList; at: number; expected: Case['EXPECTEDRESULTS'] } => {
  const one = JSON.parse(readFileSync(join(data, 'dgc-testdata', path), 'utf8').replace(/^\uFEFF/, '')) as Case;
  return {
    text: one.PREFIX,
    trust: trustIn(Buffer.from(one.TESTCTX.CERTIFICATE, 'base64')),
    at: Date.parse(one.TESTCTX.VALIDATIONCLOCK),
    expected: one.EXPECTEDRESULTS,
  };
};

/** The keys of all those certificates: some of the texts of published images are by one of them. */
export const issuers = (): TrustList => {
  const all = rows('dgc-testdata-index.tsv').flatMap(({ path = '' }) => issued(path).trust);
  return [...new Map(all.map((key) => [`${key.kid} ${key.publicKey.join()} ${key.usages.join()}`, key])).values()];
};
