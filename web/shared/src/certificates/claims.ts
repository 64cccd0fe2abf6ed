import { type Bytes, Refusal } from './bytes.ts';
import { type Cbor, type CborMap, Float, isMap, Tagged } from './cbor.ts';
import { cborOr } from './cose.ts';

/** The claims around a certificate (CWT, RFC 8392). Times are seconds since 1970, fractions allowed; null when they are not said. */
export interface Claims {
  readonly issuer: string | null;
  readonly issuedAt: number | null;
  readonly notBefore: number | null;
  readonly expiresAt: number | null;
  /** The certificate; null when it is a pass. */
  readonly certificate: CborMap | null;
  /** A commuter pass of our own form; null when it is a certificate. */
  readonly pass: CborMap | null;
}

const claim = { issuer: 1, expiresAt: 4, notBefore: 5, issuedAt: 6, health: -260, certificate: 1, pass: -1 } as const;
const epochTag = 1;

const instant = (said: Cbor | undefined): number | null => {
  const value = said instanceof Tagged && said.tag === epochTag ? said.value : (said ?? null);
  if (value === null) return null;
  const seconds = value instanceof Float ? value.value : typeof value === 'bigint' ? Number(value) : value;
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) throw new Refusal('payload-structure');
  return seconds;
};

export const readClaims = (payload: Bytes): Claims => {
  const claims = cborOr('payload-cbor', payload);
  if (!isMap(claims)) throw new Refusal('payload-structure');
  const issuer = claims.get(claim.issuer);
  const times = {
    issuedAt: instant(claims.get(claim.issuedAt)),
    notBefore: instant(claims.get(claim.notBefore)),
    expiresAt: instant(claims.get(claim.expiresAt)),
  };
  const health = claims.get(claim.health);
  const inside = (name: number): CborMap | null => {
    const found = isMap(health) ? health.get(name) : null;
    return isMap(found) ? found : null;
  };
  const certificate = inside(claim.certificate);
  const pass = certificate ? null : inside(claim.pass);
  if (!certificate && !pass) throw new Refusal('no-certificate');
  return { issuer: typeof issuer === 'string' ? issuer.trim() : null, ...times, certificate, pass };
};

/** Why a certificate does not hold at an instant (milliseconds); null when it does. Its last second still belongs to it. */
export const outsideOf = (
  claims: Claims,
  at: number,
): 'issued-in-future' | 'not-before' | 'no-expiry' | 'expired' | null => {
  const now = at / 1000;
  const { issuedAt, notBefore, expiresAt } = claims;
  if (issuedAt !== null && now < issuedAt) return 'issued-in-future';
  if (notBefore !== null && now < notBefore) return 'not-before';
  // What never ends was not meant to be believed for ever.
  if (expiresAt === null) return 'no-expiry';
  return now > expiresAt ? 'expired' : null;
};
