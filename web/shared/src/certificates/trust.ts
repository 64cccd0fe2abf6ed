import { type Bytes, fromBase64, toBase64 } from './bytes.ts';
import type { Signed } from './cose.ts';
import type { Kind } from './entries.ts';
import type { Judgement } from './judge.ts';

export type Usage = Exclude<Kind, 'none'> | 'pass';

/** A key that we believe in (docs/certificates.md). */
export interface TrustedKey {
  /** As codes name it, base64: of certificates the first 8 bytes of their SHA-256. */
  readonly kid: string;
  /** Country, owner or organisation, as people call it. */
  readonly issuer: string;
  /** The public key (SubjectPublicKeyInfo). */
  readonly publicKey: Bytes;
  readonly algorithm: 'ES256' | 'PS256';
  readonly usages: readonly Usage[];
  /** Milliseconds since 1970; null: from ever, without end. */
  readonly validFrom: number | null;
  readonly validTo: number | null;
}

export type TrustList = readonly TrustedKey[];

interface Written {
  readonly kid: string;
  readonly issuer?: string | null;
  readonly publicKey: string;
  readonly algorithm: string;
  readonly usages?: readonly string[] | null;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
}

const usageNames: Readonly<Record<string, Usage>> = { v: 'vaccination', t: 'test', r: 'recovery', p: 'pass' };
/** Of a key that names none; it may sign no passes. */
const everyUsage: readonly Usage[] = ['vaccination', 'test', 'recovery'];

const instant = (text: string | null | undefined): number | null => {
  if (text == null) return null;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new RangeError('not a time');
  return at;
};

const entry = (one: Written): TrustedKey | null => {
  try {
    const { algorithm } = one;
    if (algorithm !== 'ES256' && algorithm !== 'PS256') return null;
    const usages = one.usages?.map((name) => usageNames[name]) ?? everyUsage;
    // A letter that nobody knows must not become "all".
    if (!usages.every((usage) => usage !== undefined)) return null;
    return {
      kid: toBase64(fromBase64(one.kid)),
      issuer: one.issuer ?? '',
      publicKey: fromBase64(one.publicKey),
      algorithm,
      usages,
      validFrom: instant(one.validFrom),
      validTo: instant(one.validTo),
    };
  } catch {
    return null;
  }
};

/**
 * Reads a trust list, `{ "format": 1, "keys": […] }`. An entry that cannot be understood is left out, so that one bad key never takes the others
 * away; a list of another format is empty.
 */
export const readTrustList = (json: unknown): TrustList => {
  const { format, keys } = (json ?? {}) as { format?: unknown; keys?: unknown };
  return format === 1 && Array.isArray(keys) ? (keys as Written[]).map(entry).filter((one) => one !== null) : [];
};

/** COSE's numbers of the two algorithms. */
export const algorithms: Readonly<Record<TrustedKey['algorithm'], number>> = { ES256: -7, PS256: -37 };
const importing = {
  ES256: { name: 'ECDSA', namedCurve: 'P-256' },
  PS256: { name: 'RSA-PSS', hash: 'SHA-256' },
} as const;
const verifying = {
  ES256: { name: 'ECDSA', hash: 'SHA-256' },
  PS256: { name: 'RSA-PSS', saltLength: 32 },
} as const;

/** Keys already imported by the browser: an import costs as much as a verification. */
const imported = new WeakMap<TrustedKey, Promise<CryptoKey>>();

const importKey = (key: TrustedKey): Promise<CryptoKey> => {
  const known = imported.get(key);
  if (known) return known;
  const coming = crypto.subtle.importKey('spki', key.publicKey, importing[key.algorithm], false, ['verify']);
  imported.set(key, coming);
  return coming;
};

/** Whether this key made this signature: only ever by the key's own algorithm. A key that the browser cannot use did not. */
const verifies = async (key: TrustedKey, { algorithm, signature, covered }: Signed): Promise<boolean> => {
  if (algorithm !== algorithms[key.algorithm]) return false;
  try {
    return await crypto.subtle.verify(verifying[key.algorithm], await importKey(key), signature, covered);
  } catch {
    return false;
  }
};

export interface TrustAnswer {
  /** The key that made the signature, even where it may not have. */
  readonly key: TrustedKey | null;
  /** Null when it is believed. */
  readonly no: Judgement | null;
}

const unknown = (detail: string): Judgement => ({ outcome: 'issuer-unknown', detail });

const holds = ({ validFrom, validTo }: TrustedKey, at: number): boolean =>
  (validFrom === null || at >= validFrom) && (validTo === null || at <= validTo);

/** Tries every key of that kid and takes the one that fits best. */
export const checkTrust = async (
  trust: TrustList,
  signed: Signed,
  needs: readonly Usage[],
  at: number,
): Promise<TrustAnswer> => {
  if (!signed.kid) return { key: null, no: unknown('kid-missing') };
  const kid = toBase64(signed.kid);
  const keys = trust.filter((one) => one.kid === kid);
  if (keys.length === 0) return { key: null, no: unknown('kid-unknown') };
  let second: TrustAnswer | null = null;
  for (const key of keys) {
    if (!(await verifies(key, signed))) continue;
    if (needs.some((usage) => !key.usages.includes(usage))) second ??= { key, no: unknown('wrong-key-usage') };
    else if (!holds(key, at)) second = { key, no: unknown('key-outside-validity') };
    else return { key, no: null };
  }
  const says = keys.some(({ algorithm }) => algorithms[algorithm] === signed.algorithm);
  return second ?? { key: null, no: { outcome: 'forged', detail: says ? 'signature-wrong' : 'algorithm-wrong' } };
};
