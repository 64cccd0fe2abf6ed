import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { factsFor, type OccupantSaid } from '../rules/facts.ts';
import { gateAt, type GateTemplate, tryGate } from './index.ts';

const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8'));
const shipped = (id: string): GateTemplate => read(`data/gates/${id}.json`) as GateTemplate;

interface Case {
  readonly name: string;
  readonly gate: string;
  readonly occupant: OccupantSaid & { readonly answers?: Record<string, boolean> };
  readonly failed: readonly string[];
  readonly open: readonly string[];
}

const check = {
  direction: 'in',
  category: 'local',
  vehicle: null,
  outbreakInForce: true,
  at: Date.parse('2026-11-24T09:15:00Z'),
  utcOffsetMinutes: 480,
};

describe('a gate', () => {
  it.each(read('packs/vectors/gates.json') as Case[])('$name', ({ gate, occupant, failed, open }) => {
    const facts = factsFor(check, occupant, null);
    expect(tryGate(shipped(gate), { facts, answers: occupant.answers })).toEqual({ failed, open });
  });

  it('changes at its hour, without a network', () => {
    const dated = [
      { from: '2026-11-24T00:00:00.000Z', gate: shipped('village') },
      { from: '2026-11-25T00:00:00.000Z', gate: null },
    ];
    expect(gateAt(dated, Date.parse('2026-11-23T23:59:59Z'))).toBeNull();
    expect(gateAt(dated, Date.parse('2026-11-24T12:00:00Z'))?.id).toBe('village');
    expect(gateAt(dated, Date.parse('2026-11-25T00:00:00Z'))).toBeNull();
  });
});
