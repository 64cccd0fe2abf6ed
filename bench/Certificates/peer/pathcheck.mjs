// The HCERT library of npm, installed into a folder of its own (copyleft: only run beside us, never part of us). Prints codes per second of processor time.
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { seconds, texts, keys } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const library = createRequire(join(process.argv[3], 'package.json'))('@pathcheck/dcc-sdk');
const pems = new Map(keys.filter(({ algorithm }) => algorithm === 'ES256').map(({ kid, publicKey }) =>
  [kid, createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' }).export({ format: 'pem', type: 'spki' })]));
const check = async (text) => {
  const message = await library.unpack(text);
  for (const key of pems.values()) {
    try {
      if (await library.verify(message, key)) return true;
    } catch {
      // another key
    }
  }
  return false;
};
const run = async (limit) => {
  const before = process.cpuUsage();
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < limit * 1000) {
    for (const text of texts) {
      await check(text);
      count++;
    }
  }
  const used = process.cpuUsage(before);
  return (count * 1e6) / (used.user + used.system);
};
console.log((await run(seconds)).toFixed(1));
