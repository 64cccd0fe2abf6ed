// node peer.mjs FOLDER SECONDS: the business rules by certlogic-js; prints { cases, count, cpuSeconds }.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import certlogic from 'certlogic-js';

const [folder, seconds] = [process.argv[2], Number(process.argv[3])];
const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const cases = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('rule.json'))
  .sort()
  .flatMap((name) => {
    const rule = json(join(folder, name)).Logic;
    const tests = join(folder, dirname(name), 'tests');
    return readdirSync(tests)
      .filter((test) => test.endsWith('.json'))
      .sort()
      .map((test) => [rule, json(join(tests, test))]);
  });

const round = () => {
  for (const [rule, data] of cases) {
    try {
      certlogic.evaluate(rule, data);
    } catch {
      // refused by the rule itself: that is an answer too
    }
  }
};
const until = (end) => {
  let count = 0;
  while (performance.now() < end) {
    round();
    count += cases.length;
  }
  return count;
};
until(performance.now() + 1000);
const before = process.cpuUsage();
const count = until(performance.now() + seconds * 1000);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ cases: cases.length, count, cpuSeconds: (user + system) / 1e6 }));
