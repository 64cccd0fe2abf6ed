// What one writes in Node without a library: base45, zlib, a small CBOR reader, native crypto, keys prepared. Prints codes per second of processor time.
import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

const { seconds, texts, keys } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const byKid = new Map(keys.map(({ kid, publicKey }) => [kid, []]));
const imported = (publicKey) => createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
const fresh = process.argv[3] === 'fresh'; // a key is imported for each code, as crypto.verify does with a PEM
for (const { kid, publicKey } of keys) byKid.get(kid).push(fresh ? publicKey : imported(publicKey));
const values = new Map([...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'].map((letter, value) => [letter, value]));

const base45 = (text) => {
  const bytes = Buffer.alloc(Math.floor((text.length * 2) / 3) + 1);
  let n = 0;
  for (let at = 0; at < text.length; at += 3) {
    let value = values.get(text[at]) + 45 * values.get(text[at + 1]);
    if (at + 2 < text.length) {
      value += 2025 * values.get(text[at + 2]);
      bytes[n++] = value >> 8;
    }
    bytes[n++] = value & 255;
  }
  return bytes.subarray(0, n);
};

const cbor = (bytes) => {
  let at = 0;
  const item = () => {
    const head = bytes[at++];
    const major = head >> 5;
    let length = head & 31;
    if (length === 24) length = bytes[at++];
    else if (length === 25) (length = bytes.readUInt16BE(at)), (at += 2);
    else if (length === 26) (length = bytes.readUInt32BE(at)), (at += 4);
    else if (length === 27) (length = Number(bytes.readBigUInt64BE(at))), (at += 8);
    if (major === 0) return length;
    if (major === 1) return -1 - length;
    if (major === 2) return bytes.subarray(at, (at += length));
    if (major === 3) return bytes.toString('utf8', at, (at += length));
    if (major === 4) return Array.from({ length }, item);
    if (major === 5) return new Map(Array.from({ length }, () => [item(), item()]));
    return item();
  };
  return item();
};

const head = (major, length) =>
  length < 24 ? Buffer.from([(major << 5) | length]) : length < 256 ? Buffer.from([(major << 5) | 24, length]) : Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
const first = Buffer.concat([Buffer.from([0x84]), head(3, 10), Buffer.from('Signature1')]);

const check = (text) => {
  const [header, other, payload, signature] = cbor(inflateSync(base45(text.slice(4))));
  const kid = (cbor(header).get(4) ?? other.get(4)).toString('base64');
  const content = Buffer.concat([first, head(2, header.length), header, head(2, 0), head(2, payload.length), payload]);
  if (!byKid.get(kid).some((key) => verify('sha256', content, { key: fresh ? imported(key) : key, dsaEncoding: 'ieee-p1363' }, signature))) return false;
  const claims = cbor(payload);
  const [test] = claims.get(-260).get(1).get('t');
  return claims.get(4) > claims.get(6) && test.get('tr') === '260415000' && test.get('tt') === 'LP6464-4' && !Number.isNaN(Date.parse(test.get('sc')));
};

const run = (limit) => {
  const before = process.cpuUsage();
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < limit * 1000) {
    for (const text of texts) {
      if (!check(text)) throw new Error('A good code was not accepted.');
      count++;
    }
  }
  const used = process.cpuUsage(before);
  return (count * 1e6) / (used.user + used.system);
};
run(1);
console.log(run(seconds).toFixed(1));
