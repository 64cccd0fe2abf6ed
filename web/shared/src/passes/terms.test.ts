import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { passStateAt, type PassTerms } from './terms.ts';

interface Case {
  readonly name: string;
  readonly pass: PassTerms;
  readonly post: string;
  readonly at: string;
  readonly utcOffsetMinutes: number;
  readonly state: string;
}
const cases = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../packs/vectors/passes.json'), 'utf8'),
) as readonly Case[];

describe('a pass', () => {
  it.each(cases)('$name: $state', ({ pass, post, at, utcOffsetMinutes, state }) =>
    expect(passStateAt(pass, post, Date.parse(at), utcOffsetMinutes)).toBe(state),
  );
});
