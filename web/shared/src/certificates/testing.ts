import { type Bytes, toBase64 } from './bytes.ts';

/** Makes codes with keys of a test's own. Only for tests and for `web/shared/make-certificates`. */

type Json = string | number | null | Uint8Array | readonly Json[] | Raw | { readonly [name: string]: Json };

/** CBOR written by hand, where a code has to be odd or broken. */
export class Raw {
  readonly bytes: readonly number[];
  constructor(bytes: readonly number[]) {
    this.bytes = bytes;
  }
}

const head = (major: number, length: number): number[] => {
  const top = major << 5;
  if (length < 24) return [top | length];
  if (length < 256) return [top | 24, length];
  if (length < 65_536) return [top | 25, length >> 8, length & 255];
  return [top | 26, ...new Uint8Array(new Uint32Array([length]).buffer).reverse()];
};

const number = (value: number): number[] => {
  if (Number.isInteger(value)) return value < 0 ? head(1, -1 - value) : head(0, value);
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value);
  return [0xfb, ...bytes];
};

/** Keys that are whole numbers in JavaScript's text become numbers in CBOR. */
export const cbor = (value: Json): number[] => {
  if (value === null) return [0xf6];
  if (value instanceof Raw) return [...value.bytes];
  if (value instanceof Uint8Array) return [...head(2, value.length), ...value];
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') {
    const bytes = new TextEncoder().encode(value);
    return [...head(3, bytes.length), ...bytes];
  }
  if (Array.isArray(value)) return [...head(4, value.length), ...(value as readonly Json[]).flatMap(cbor)];
  const members = Object.entries(value as Readonly<Record<string, Json>>);
  return [
    ...head(5, members.length),
    ...members.flatMap(([name, one]) => [...cbor(/^-?\d+$/.test(name) ? Number(name) : name), ...cbor(one)]),
  ];
};

export const tagged = (tag: number, bytes: readonly number[]): number[] => [...head(6, tag), ...bytes];

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
export const base45 = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const [first = 0, second] = bytes.subarray(at, at + 2);
    let value = second === undefined ? first : first * 256 + second;
    for (let n = second === undefined ? 2 : 3; n > 0; n--) {
      text += alphabet[value % 45] ?? '';
      value = Math.floor(value / 45);
    }
  }
  return text;
};

/** As a code carries it: compressed, in base45, behind its prefix. */
export const packed = async (bytes: readonly number[]): Promise<string> => {
  const zlib = new Blob([Uint8Array.from(bytes)]).stream().pipeThrough(new CompressionStream('deflate'));
  return `HC1:${base45(new Uint8Array(await new Response(zlib).arrayBuffer()))}`;
};

export interface Signer {
  readonly kid: Bytes;
  readonly algorithm: 'ES256' | 'PS256';
  readonly sign: (covered: Bytes) => Promise<Bytes>;
  /** Its row in a trust list. */
  readonly trusted: {
    readonly kid: string;
    readonly issuer: string;
    readonly publicKey: string;
    readonly algorithm: string;
    readonly usages?: readonly string[];
    readonly source: string;
  };
}

/** A fresh key. Several may be given the same kid. */
export const aSigner = async (
  options: { algorithm?: 'ES256' | 'PS256'; kid?: Bytes; usages?: readonly string[]; issuer?: string } = {},
): Promise<Signer> => {
  const { algorithm = 'ES256', usages, issuer = '141198' } = options;
  const scheme =
    algorithm === 'ES256'
      ? { name: 'ECDSA', namedCurve: 'P-256' }
      : { name: 'RSA-PSS', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(scheme, true, ['sign', 'verify']);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('spki', keys.publicKey));
  const kid = options.kid ?? new Uint8Array(await crypto.subtle.digest('SHA-256', publicKey)).slice(0, 8);
  const how = algorithm === 'ES256' ? { name: 'ECDSA', hash: 'SHA-256' } : { name: 'RSA-PSS', saltLength: 32 };
  return {
    kid,
    algorithm,
    sign: async (covered) => new Uint8Array(await crypto.subtle.sign(how, keys.privateKey, covered)),
    trusted: {
      kid: toBase64(kid),
      issuer,
      publicKey: toBase64(publicKey),
      algorithm,
      ...(usages ? { usages } : {}),
      source: 'vectors',
    },
  };
};

export interface CodeOptions {
  readonly signer: Signer;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number | null;
  readonly certificate: Json;
  readonly tags?: readonly number[];
  readonly kidIn?: 'protected' | 'unprotected' | 'nowhere';
  /** What the header says, when it is not the truth. */
  readonly saysAlgorithm?: number;
  readonly critical?: boolean;
  /** Instead of the claims. */
  readonly payload?: readonly number[];
}

const claimsOf = ({ issuedAt, expiresAt, certificate }: CodeOptions): number[] =>
  cbor({ 1: 'XA', ...(expiresAt === null ? {} : { 4: expiresAt }), 6: issuedAt, '-260': { 1: certificate } });

/** The COSE_Sign1 of a certificate, with its tags. */
export const aMessage = async (options: CodeOptions): Promise<number[]> => {
  const { signer, tags = [18], kidIn = 'protected' } = options;
  const algorithm = options.saysAlgorithm ?? (signer.algorithm === 'ES256' ? -7 : -37);
  const kid = { 4: signer.kid };
  const header = Uint8Array.from(
    cbor({ 1: algorithm, ...(options.critical ? { 2: [99] } : {}), ...(kidIn === 'protected' ? kid : {}) }),
  );
  const payload = Uint8Array.from(options.payload ?? claimsOf(options));
  const covered = Uint8Array.from(cbor(['Signature1', header, new Uint8Array(), payload]));
  const signature = await signer.sign(covered);
  const sign1 = cbor([header, kidIn === 'unprotected' ? kid : {}, payload, signature]);
  return tags.reduceRight<number[]>((bytes, tag) => tagged(tag, bytes), sign1);
};

export const aCode = async (options: CodeOptions): Promise<string> => packed(await aMessage(options));

/** A laboratory's certificate of a negative PCR test; members given replace the usual ones. */
export const aTest = (
  sampledAt: string,
  entry: Readonly<Record<string, Json>> = {},
  whole: Readonly<Record<string, Json>> = {},
): Json => ({
  ver: '1.3.3',
  nam: { fn: '王', fnt: 'WANG', gn: '小明', gnt: 'XIAOMING' },
  dob: '1985-07-21',
  t: [
    {
      tg: '840539006',
      tt: 'LP6464-4',
      nm: '核酸检测',
      sc: sampledAt,
      tr: '260415000',
      tc: '演示县人民医院',
      co: 'CN',
      is: '演示县疾控中心',
      ci: 'URN:UVCI:01:XA:REDVEST0001#7',
      ...entry,
    },
  ],
  ...whole,
});
