import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCode, readTrustList } from './index.ts';

interface Vectors {
  readonly at: string;
  readonly trust: unknown;
  readonly cases: readonly {
    name: string;
    text: string;
    outcome: string;
    detail: string;
    pass: Record<string, unknown>;
  }[];
}
const vectors = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../tests/vectors/pass-codes.json'), 'utf8'),
) as Vectors;

describe('the code of a pass', () => {
  it.each(vectors.cases)('$name is $outcome', async ({ text, outcome, detail, pass }) => {
    const reading = await readCode(text, {
      trust: readTrustList(vectors.trust),
      at: Date.parse(vectors.at),
      requirement: { kinds: ['test'], testKinds: ['naat'], sampleMinutes: 2880 },
    });
    expect([reading.outcome, reading.detail]).toEqual([outcome, detail]);
    expect(reading.pass).toEqual({ plate: null, ...pass });
    expect(reading.kind).toBe('none');
  });
});
