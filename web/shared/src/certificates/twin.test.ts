import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCode } from './index.ts';
import { data, issued, issuers, rows } from './real-issuers.ts';

interface Said {
  readonly set: string;
  readonly file: string;
  readonly at: string;
  readonly outcome: string;
  readonly detail: string;
  readonly steps: Readonly<Record<string, string>>;
  readonly followsSchema: boolean;
}

const program = join(import.meta.dirname, '../../../../src/RedVest/bin/Debug/net10.0/redvest.dll');

/** What the server says of every code in the folder; it exits 1 when a flag disagrees, which is its own tests' matter. */
const server = (): readonly Said[] => {
  const command = [program, 'conformance', '--data', data, '--json'];
  const json = execFileSync('dotnet', command, { encoding: 'utf8', maxBuffer: 64e6 });
  return (JSON.parse(json) as { codes: Said[] }).codes;
};

describe.skipIf(!existsSync(data) || !existsSync(program))('the phone and the server', () => {
  it('agree on every code of real issuers, step for step', { timeout: 60_000 }, async () => {
    const texts = new Map(rows('issuer-payloads.tsv').map(({ path, qr_text }) => [path, qr_text ?? '']));
    const all = issuers();
    const codes = server();
    expect(codes.length).toBeGreaterThan(600);
    for (const { set, file, at, outcome, detail, steps, followsSchema } of codes) {
      const { text, trust } = set === 'dgc-testdata' ? issued(file) : { text: texts.get(file) ?? '', trust: all };
      const reading = await readCode(text, { trust, at: Date.parse(at), requirement: null });
      const own = reading.deviations.length === 0 && reading.steps.schema === 'ok';
      expect({ outcome: reading.outcome, detail: reading.detail, steps: reading.steps, own }, file).toEqual({
        outcome,
        detail,
        steps,
        own: followsSchema,
      });
    }
  });
});
