// The HCERT library of npm (copyleft: only run beside us, never part of us), bundled in a folder of its own because its loader does not start on Node 20:
// npm install @pathcheck/dcc-sdk esbuild && npx esbuild node_modules/@pathcheck/dcc-sdk/lib/main.js --bundle --platform=node --format=cjs --outfile=pathcheck.cjs
// Prints codes per second of processor time.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { seconds, texts, keys } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const library = createRequire(join(process.argv[3], 'package.json'))('./pathcheck.cjs');
library.addCachedKeys(Object.fromEntries(keys.map(({ kid, publicKey }) => [kid, publicKey]))); // known keys, so that it fetches no list
const check = async (text) => {
  const message = await library.unpack(text);
  const { status } = await library.verify(message);
  if (status !== 'verified') throw new Error(`A good code was ${status}.`);
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
