import type { Bytes } from './bytes.ts';

/** A tag with what it marks. */
export class Tagged {
  readonly tag: number | bigint;
  readonly value: Cbor;

  constructor(tag: number | bigint, value: Cbor) {
    this.tag = tag;
    this.value = value;
  }
}

/** A float: kept apart from whole numbers, so that only who tolerates one takes it. */
export class Float {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

type Key = string | number | bigint;
export type CborMap = ReadonlyMap<Key, Cbor>;
export type Cbor = Key | boolean | null | Bytes | readonly Cbor[] | CborMap | Tagged | Float;

export const isMap = (value: unknown): value is CborMap => value instanceof Map;
export const isBytes = (value: unknown): value is Bytes => value instanceof Uint8Array;
export const isList = (value: unknown): value is readonly Cbor[] => Array.isArray(value);

/** The message is not CBOR, or not as strict as a signed message has to be. */
export class CborError extends Error {}

const deepest = 10;
const mostItems = 1000;
const largestInteger = 2n ** 63n;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const end = Symbol('end of an indefinite length');

const textOf = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new CborError('text');
  }
};

const half = (bits: number): number => {
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  const sign = bits >> 15 ? -1 : 1;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
};

/** RFC 8949: each key once, valid UTF-8, no lying lengths, nothing behind the end, and bounds on depth and number of items. */
class CborReader {
  private readonly bytes: Bytes;
  private readonly view: DataView;
  private at = 0;
  private depth = -1;
  private items = 0;

  constructor(bytes: Bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  whole(): Cbor {
    const value = this.value();
    if (this.at !== this.bytes.length) throw new CborError('something follows');
    return value;
  }

  private move(count: number): number {
    const from = this.at;
    if (count > this.bytes.length - from) throw new CborError('ends too early');
    this.at += count;
    return from;
  }

  private value(): Cbor {
    const value = this.item();
    if (value === end) throw new CborError('an end of nothing');
    return value;
  }

  private item(): Cbor | typeof end {
    if (this.bytes[this.at] === 0xff) {
      this.at++;
      return end;
    }
    if (++this.depth > deepest || ++this.items > mostItems) throw new CborError('too deep, or too much');
    const head = this.bytes[this.move(1)] ?? 0;
    const value = head >> 5 === 7 ? this.simple(head & 31) : this.structured(head >> 5, head & 31);
    this.depth--;
    return value;
  }

  private structured(major: number, info: number): Cbor {
    switch (major) {
      case 0:
        return this.integer(info);
      case 1: {
        const above = this.integer(info);
        return typeof above === 'bigint' ? -1n - above : -1 - above;
      }
      case 2:
        return info === 31 ? this.chunks(2) : this.string(info);
      case 3:
        return textOf(info === 31 ? this.chunks(3) : this.string(info));
      case 4:
        return this.list(info);
      case 5:
        return this.map(info);
      default:
        return new Tagged(this.argument(info), this.value());
    }
  }

  private argument(info: number): number | bigint {
    if (info < 24) return info;
    if (info === 24) return this.bytes[this.move(1)] ?? 0;
    if (info === 25) return this.view.getUint16(this.move(2));
    if (info === 26) return this.view.getUint32(this.move(4));
    if (info !== 27) throw new CborError('no such length');
    const large = this.view.getBigUint64(this.move(8));
    return large < BigInt(Number.MAX_SAFE_INTEGER) ? Number(large) : large;
  }

  private integer(info: number): number | bigint {
    const value = this.argument(info);
    if (typeof value === 'bigint' && value >= largestInteger) throw new CborError('too large a number');
    return value;
  }

  private string(info: number): Bytes {
    const length = Number(this.argument(info));
    const from = this.move(length);
    return this.bytes.slice(from, from + length);
  }

  /** Each item takes a byte at least, so a length that cannot be true ends with the message. */
  private list(info: number): readonly Cbor[] {
    const items: Cbor[] = [];
    this.repeat(info, () => {
      const one = this.item();
      if (one !== end) items.push(one);
      return one !== end;
    });
    return items;
  }

  private map(info: number): CborMap {
    const map = new Map<Key, Cbor>();
    this.repeat(info, () => {
      const key = this.item();
      if (key === end) return false;
      if (typeof key !== 'string' && typeof key !== 'number' && typeof key !== 'bigint') throw new CborError('key');
      if (map.has(key)) throw new CborError('a key twice');
      map.set(key, this.value());
      return true;
    });
    return map;
  }

  private repeat(info: number, read: () => boolean): void {
    if (info === 31) while (read());
    else for (let left = this.argument(info); left > 0; left--) if (!read()) throw new CborError('an end of nothing');
  }

  private chunks(major: number): Bytes {
    const all: number[] = [];
    for (;;) {
      const head = this.bytes[this.move(1)] ?? 0;
      if (head === 0xff) return Uint8Array.from(all);
      if (head >> 5 !== major || (head & 31) === 31) throw new CborError('a chunk of another kind');
      const chunk = this.string(head & 31);
      if (major === 3) textOf(chunk);
      all.push(...chunk);
    }
  }

  private simple(info: number): Cbor {
    switch (info) {
      case 20:
        return false;
      case 21:
        return true;
      case 22:
      case 23:
        return null;
      case 25:
        return new Float(half(this.view.getUint16(this.move(2))));
      case 26:
        return new Float(this.view.getFloat32(this.move(4)));
      case 27:
        return new Float(this.view.getFloat64(this.move(8)));
      default:
        throw new CborError('no such value');
    }
  }
}

/** Reads one message; throws a {@link CborError} for anything else. */
export const readCbor = (bytes: Bytes): Cbor => new CborReader(bytes).whole();
