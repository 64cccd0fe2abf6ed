import { type Bytes, Refusal } from './bytes.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const values = new Map(Array.from(alphabet, (letter, at) => [letter, at]));

/** RFC 9285, strictly: three letters are two bytes, two letters one, and nothing else is taken. */
export const fromBase45 = (text: string): Bytes => {
  const bytes = new Uint8Array(Math.floor((text.length * 2) / 3));
  let written = 0;
  for (let at = 0; at < text.length; at += 3) {
    const digits = Array.from(text.slice(at, at + 3), (letter) => values.get(letter) ?? -1);
    const [c = 0, d = 0, e = 0] = digits;
    if (digits.includes(-1)) throw new Refusal('base45-character');
    const value = c + 45 * d + 2025 * e;
    if (digits.length === 1 || value > (digits.length === 3 ? 0xffff : 0xff)) throw new Refusal('base45-broken');
    if (digits.length === 3) bytes[written++] = value >> 8;
    bytes[written++] = value & 0xff;
  }
  return bytes;
};
