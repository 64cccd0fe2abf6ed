import { type Bytes, Refusal } from './bytes.ts';
import { type Cbor, CborError, type CborMap, isBytes, isList, isMap, readCbor, Tagged } from './cbor.ts';

/** A COSE_Sign1 (RFC 9052), taken apart; nothing of it is believed yet. */
export interface Signed {
  /** The algorithm it names, by its COSE number; null when it names none. The key alone decides how it is verified. */
  readonly algorithm: number | null;
  readonly kid: Bytes | null;
  readonly payload: Bytes;
  readonly signature: Bytes;
  /** What the signature covers. */
  readonly covered: Bytes;
}

const label = { algorithm: 1, critical: 2, kid: 4 } as const;
const tags = { sign1: 18, cwt: 61 } as const;

/** Reads CBOR, or refuses with this code. */
export const cborOr = (detail: string, bytes: Bytes): Cbor => {
  try {
    return readCbor(bytes);
  } catch (error) {
    if (error instanceof CborError) throw new Refusal(detail);
    throw error;
  }
};

const without = (tag: number, value: Cbor): Cbor =>
  value instanceof Tagged && value.tag === tag ? value.value : value;

const head = (length: number): number[] => {
  if (length < 24) return [0x40 | length];
  return length < 256 ? [0x58, length] : [0x59, length >> 8, length & 0xff];
};

const signature1 = new TextEncoder().encode('Signature1');

/** `["Signature1", protected, h'', payload]`, as the signer hashed it. */
const structure = (open: Uint8Array, payload: Uint8Array): Bytes =>
  Uint8Array.from([
    0x84, 0x60 | signature1.length, ...signature1,
    ...head(open.length), ...open,
    0x40,
    ...head(payload.length), ...payload,
  ]); // prettier-ignore

const protectedHeader = (bytes: Bytes): CborMap => {
  const header = bytes.length === 0 ? new Map<number, Cbor>() : cborOr('cose-cbor', bytes);
  if (!isMap(header)) throw new Refusal('cose-structure');
  // Something must be understood before this may be believed, and we do not.
  if (header.has(label.critical)) throw new Refusal('cose-critical');
  return header;
};

/** Untagged, tagged 18, or tagged 61 around it. What the protected header does not say is taken from the other. */
export const readSigned = (bytes: Bytes): Signed => {
  const parts = without(tags.sign1, without(tags.cwt, cborOr('cose-cbor', bytes)));
  if (!isList(parts) || parts.length !== 4) throw new Refusal('cose-structure');
  const [covered, other, payload, signature] = parts;
  if (!isBytes(covered) || !isMap(other) || !isBytes(payload) || !isBytes(signature))
    throw new Refusal('cose-structure');
  const header = protectedHeader(covered);
  const said = (name: number): Cbor => (header.has(name) ? header : other).get(name) ?? null;
  const [algorithm, kid] = [said(label.algorithm), said(label.kid)];
  return {
    algorithm: typeof algorithm === 'number' ? algorithm : null,
    kid: isBytes(kid) && kid.length > 0 ? kid : null,
    payload,
    signature,
    covered: structure(covered, payload),
  };
};
