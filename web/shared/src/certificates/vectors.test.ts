import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromBase45 } from './base45.ts';
import { inflate } from './inflate.ts';
import { packed } from './testing.ts';
import { outcomes, readCode, readTrustList, type Requirement, type Step, steps } from './index.ts';

interface Vector {
  readonly name: string;
  readonly text: string;
  /** Without the pack's requirement. */
  readonly unruled?: true;
  readonly outcome: string;
  readonly detail: string;
  /** The steps that fail; those named in `notReached` are not reached, all others hold. */
  readonly failed: readonly Step[];
  readonly notReached: readonly Step[];
  /** What was read of it, as far as the vector is about that. */
  readonly reads?: {
    readonly kind?: string;
    readonly result?: string;
    readonly testKind?: string;
    readonly sampledAt?: string;
    readonly deviations?: readonly string[];
  };
}

interface Vectors {
  readonly at: string;
  readonly trust: unknown;
  readonly requirement: Requirement;
  readonly cases: readonly Vector[];
}

const file = join(import.meta.dirname, '../../../../tests/vectors/certificates.json');
const { at, trust, requirement, cases } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
const list = readTrustList(trust);

describe('a code', () => {
  it.each(cases)('that is $name', async ({ text, unruled, outcome, detail, failed, notReached, reads }) => {
    const reading = await readCode(text, {
      trust: list,
      at: Date.parse(at),
      requirement: unruled ? null : requirement,
    });
    const state = (step: Step): string =>
      failed.includes(step) ? 'failed' : notReached.includes(step) ? 'not-reached' : 'ok';
    expect(reading).toMatchObject({
      outcome,
      detail,
      steps: Object.fromEntries(steps.map((step) => [step, state(step)])),
    });
    if (reads?.kind) expect(reading.kind).toBe(reads.kind);
    if (reads?.result) expect(reading.test?.result).toBe(reads.result);
    if (reads?.testKind) expect(reading.test?.kind).toBe(reads.testKind);
    if (reads?.sampledAt) expect(new Date(reading.test?.sampledAt ?? 0).toISOString()).toBe(reads.sampledAt);
    if (reads?.deviations) expect(reading.deviations).toEqual(reads.deviations);
  });

  it('of each outcome is among the vectors', () =>
    expect(outcomes.filter((one) => !cases.some(({ outcome }) => outcome === one))).toEqual([]));

  it('is never accepted when any letter of it is changed', async () => {
    const good = cases.find(({ outcome }) => outcome === 'accepted')?.text ?? '';
    for (let place = 4; place < good.length; place++) {
      const other = good[place] === '0' ? '1' : '0';
      const text = good.slice(0, place) + other + good.slice(place + 1);
      const { outcome } = await readCode(text, { trust: list, at: Date.parse(at), requirement });
      expect(outcome, String(place)).not.toBe('accepted');
    }
  });

  it('is never accepted, and never breaks the reader, when any byte of it is changed or cut off', async () => {
    const good = cases.find(({ outcome }) => outcome === 'accepted')?.text ?? '';
    const message = inflate(fromBase45(good.slice(4)));
    const read = async (bytes: Uint8Array): Promise<string> =>
      (await readCode(await packed([...bytes]), { trust: list, at: Date.parse(at), requirement })).outcome;
    expect(await read(message)).toBe('accepted');
    for (let place = 0; place < message.length; place++) {
      expect(await read(message.slice(0, place)), `cut at ${place}`).not.toBe('accepted');
      for (const change of [0x01, 0x20, 0x80, 0xff]) {
        const changed = message.slice();
        changed[place] = (changed[place] ?? 0) ^ change;
        expect(await read(changed), `${place} ^ ${change}`).not.toBe('accepted');
      }
    }
  });
});
