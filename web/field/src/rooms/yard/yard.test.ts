import { describe, expect, it } from 'vitest';
import type { Entry } from '../../device/store.ts';
import { type Held, inOrder, nextAct, yardNow } from './yard.ts';

const at = Date.parse('2026-11-24T09:00:00Z');
const passage = '019ab000-0000-7000-8000-000000000001';
let seq = 0;
const entry = (kind: string, body: object, more: Partial<Entry> = {}): Entry => {
  seq += 1;
  const id = `record-${seq}`;
  return { seq, id, kind, subject: passage, text: JSON.stringify({ id, kind, body }), state: 'waiting', at, ...more };
};
const listed: Held = {
  passage,
  n: 1,
  name: '张**',
  tail: '0013',
  plate: '晋G12345',
  given: 'hold',
  rules: ['red-code'],
  stage: 'held',
  custodian: { kind: 'lane', name: '1' },
  openedAt: '2026-11-24T08:30:00Z',
  takenAt: null,
  next: 'transfer',
  dueAt: '2026-11-24T10:30:00Z',
  sample: null,
  needs: [],
};

describe('the yard as this phone knows it', () => {
  it('holds whom its own lane handed over before the centre has heard of it', () => {
    const check = entry('checkpoints.check-started', {
      vehicle: { plate: '晋G8M001' },
      occupants: [{ n: 1, name: '李四', document: { number: '141199199001010026' } }],
    });
    const verdict = entry('checkpoints.verdict', {
      given: 'sample-and-wait',
      occupants: [{ n: 1, given: 'sample-and-wait' }],
      deviceProposal: { occupants: [{ n: 1, rules: ['yellow'] }] },
    });
    const [held] = yardNow([], [verdict, check], 0);
    expect(held).toMatchObject({
      name: '李*',
      tail: '0026',
      plate: '晋G8M001',
      stage: 'to-sample',
      rules: ['yellow'],
      dueAt: '2026-11-24T09:30:00.000Z',
    });
    expect(nextAct(held as Held)).toBe('take');
  });

  it('goes from act to act and is empty when the person has gone', () => {
    const taken = entry('yard.taken', { n: 1 });
    const sampled = entry('yard.sampled', { n: 1, sample: 'antigen', tube: 'T-1' });
    const result = entry('yard.result', { n: 1, result: 'negative' });
    const acts = [[], [taken], [taken, sampled], [taken, sampled, result]].map((own) =>
      nextAct(yardNow([{ ...listed, stage: 'to-sample' }], own, 0)[0] as Held),
    );
    expect(acts).toEqual(['take', 'sample', 'result', 'release']);
    expect(yardNow([listed], [taken, entry('yard.ended', { n: 1, reason: 'released' })], 0)).toEqual([]);
    expect(yardNow([listed], [entry('yard.sampled', { n: 1, sample: 'nucleic', go: true })], 0)).toEqual([]);
  });

  it('opens a need until it is served', () => {
    const need = entry('yard.need', { n: 1, need: 'food' });
    expect(yardNow([listed], [need], 0)[0]?.needs).toHaveLength(1);
    expect(yardNow([listed], [need, entry('yard.served', { n: 1, served: need.id })], 0)[0]?.needs).toHaveLength(0);
  });

  it('lays nothing over a list that holds it already, and nothing that was refused', () => {
    const old = entry('yard.ended', { n: 1, reason: 'home' }, { state: 'sent', sentAt: at });
    const refused = entry('yard.ended', { n: 1, reason: 'home' }, { state: 'needs-a-person' });
    expect(yardNow([listed], [old, refused], at + 1)).toHaveLength(1);
    expect(yardNow([listed], [old], at - 1)).toHaveLength(0);
  });

  it('puts the overdue first', () => {
    const late = { ...listed, n: 2, dueAt: '2026-11-24T08:59:00Z' };
    expect(inOrder([listed, late], at).map(({ n }) => n)).toEqual([2, 1]);
  });
});
