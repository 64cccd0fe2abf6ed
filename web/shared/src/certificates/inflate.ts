import { type Bytes, Refusal } from './bytes.ts';

/** A code of real issuers holds about a kilobyte. */
export const largest = 16_384;

const lengthBase = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const distanceBase = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
];
const distanceExtra = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
/** The order in which a dynamic block gives the lengths of its code lengths. */
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const longestCode = 15;

/** A canonical Huffman code: how many symbols of each length, and the symbols in code order. */
interface Codes {
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

const codesOf = (lengths: readonly number[]): Codes => {
  const counts = new Uint16Array(longestCode + 1);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  counts[0] = 0;
  let left = 1;
  const offsets: number[] = [0, 0];
  for (let length = 1; length <= longestCode; length++) {
    left = left * 2 - (counts[length] ?? 0);
    if (left < 0) throw new Refusal('zlib-broken');
    offsets[length + 1] = (offsets[length] ?? 0) + (counts[length] ?? 0);
  }
  // Only a code of a single symbol may be incomplete.
  if (left > 0 && lengths.filter((length) => length > 0).length > 1) throw new Refusal('zlib-broken');
  const symbols = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => {
    const place = offsets[length] ?? 0;
    if (length === 0) return;
    symbols[place] = symbol;
    offsets[length] = place + 1;
  });
  return { counts, symbols };
};

const fixed = {
  literals: codesOf(
    Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8)),
  ),
  distances: codesOf(Array.from({ length: 32 }, () => 5)),
};

class Inflater {
  private readonly input: Uint8Array;
  private at: number;
  private held = 0;
  private bits = 0;
  private readonly output = new Uint8Array(largest);
  private written = 0;

  constructor(input: Uint8Array, at: number) {
    this.input = input;
    this.at = at;
  }

  run(): Bytes {
    for (let last = 0; last === 0;) {
      last = this.take(1);
      const kind = this.take(2);
      if (kind === 0) this.stored();
      else if (kind === 1) this.block(fixed.literals, fixed.distances);
      else if (kind === 2) this.dynamic();
      else throw new Refusal('zlib-broken');
    }
    return this.output.slice(0, this.written);
  }

  /** The four bytes behind the data, most significant first; nothing follows them. */
  checksum(): number {
    this.align();
    let sum = 0;
    for (let n = 0; n < 4; n++) sum = sum * 256 + this.byte();
    if (this.at !== this.input.length) throw new Refusal('zlib-broken');
    return sum;
  }

  private byte(): number {
    const byte = this.input[this.at++];
    if (byte === undefined) throw new Refusal('zlib-broken');
    return byte;
  }

  private take(count: number): number {
    while (this.bits < count) {
      this.held |= this.byte() << this.bits;
      this.bits += 8;
    }
    const value = this.held & ((1 << count) - 1);
    this.held >>>= count;
    this.bits -= count;
    return value;
  }

  private align(): void {
    this.held = 0;
    this.bits = 0;
  }

  private put(byte: number): void {
    if (this.written === largest) throw new Refusal('zlib-too-large');
    this.output[this.written++] = byte;
  }

  private stored(): void {
    this.align();
    const length = this.byte() | (this.byte() << 8);
    const inverse = this.byte() | (this.byte() << 8);
    if (length !== (~inverse & 0xffff)) throw new Refusal('zlib-broken');
    for (let n = 0; n < length; n++) this.put(this.byte());
  }

  private symbol({ counts, symbols }: Codes): number {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= longestCode; length++) {
      code |= this.take(1);
      const count = counts[length] ?? 0;
      if (code - count < first) return symbols[index + code - first] ?? 0;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Refusal('zlib-broken');
  }

  private dynamic(): void {
    const [literals, distances, count] = [this.take(5) + 257, this.take(5) + 1, this.take(4) + 4];
    if (literals > 286 || distances > 30) throw new Refusal('zlib-broken');
    const ofLengths = Array.from({ length: 19 }, () => 0);
    for (const place of lengthOrder.slice(0, count)) ofLengths[place] = this.take(3);
    const codes = codesOf(ofLengths);
    const lengths: number[] = [];
    while (lengths.length < literals + distances) this.lengthsOf(this.symbol(codes), lengths);
    if (lengths.length > literals + distances || lengths[256] === 0) throw new Refusal('zlib-broken');
    this.block(codesOf(lengths.slice(0, literals)), codesOf(lengths.slice(literals)));
  }

  private lengthsOf(symbol: number, lengths: number[]): void {
    if (symbol < 16) {
      lengths.push(symbol);
      return;
    }
    const repeated = symbol === 16 ? lengths.at(-1) : 0;
    if (repeated === undefined) throw new Refusal('zlib-broken');
    const times = symbol === 16 ? 3 + this.take(2) : symbol === 17 ? 3 + this.take(3) : 11 + this.take(7);
    for (let n = 0; n < times; n++) lengths.push(repeated);
  }

  private block(literals: Codes, distances: Codes): void {
    for (let symbol = this.symbol(literals); symbol !== 256; symbol = this.symbol(literals)) {
      if (symbol < 256) this.put(symbol);
      else this.copy(symbol - 257, distances);
    }
  }

  private copy(lengthSymbol: number, distances: Codes): void {
    const base = lengthBase[lengthSymbol];
    if (base === undefined) throw new Refusal('zlib-broken');
    const length = base + this.take(lengthExtra[lengthSymbol] ?? 0);
    const symbol = this.symbol(distances);
    const far = distanceBase[symbol];
    if (far === undefined) throw new Refusal('zlib-broken');
    const distance = far + this.take(distanceExtra[symbol] ?? 0);
    if (distance > this.written) throw new Refusal('zlib-broken');
    for (let n = 0; n < length; n++) this.put(this.output[this.written - distance] ?? 0);
  }
}

const adler32 = (bytes: Uint8Array): number => {
  let [low, high] = [1, 0];
  for (const byte of bytes) {
    low = (low + byte) % 65521;
    high = (high + low) % 65521;
  }
  return high * 65536 + low;
};

/** Opens a zlib stream (RFC 1950, 1951) into at most {@link largest} bytes. Small enough for what a code holds, and the same on every phone. */
export const inflate = (input: Uint8Array): Bytes => {
  const [method = 0, flags = 0] = input;
  if ((method & 0x0f) !== 8 || method >> 4 > 7 || (method * 256 + flags) % 31 !== 0 || (flags & 0x20) !== 0)
    throw new Refusal('zlib-header');
  const inflater = new Inflater(input, 2);
  const output = inflater.run();
  if (inflater.checksum() !== adler32(output)) throw new Refusal('zlib-broken');
  return output;
};
