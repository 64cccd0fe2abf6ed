import { describe, expect, it } from 'vitest';
import type { PackRow } from '../../api';
import { packsFor } from '../setup/set-up';
import { mayApprove } from './packs';

const pack: PackRow = {
  id: 'A',
  version: 1,
  state: 'proposed',
  disease: { zh: '病', en: 'Disease' },
  area: ['14'],
  effectiveFrom: '2026-11-25T00:00:00.000Z',
  until: null,
  rules: 3,
  doubts: 0,
  sha256: '00',
  owner: { id: 'one', name: '一', at: '2026-11-25T00:00:00.000Z' },
  approver: null,
};

describe('a pack', () => {
  it('is approved by another person than the one who proposed it', () => {
    expect(mayApprove(pack, 'two')).toBe(true);
    expect(mayApprove(pack, 'one')).toBe(false);
    expect(mayApprove(pack, undefined)).toBe(false);
  });
  it('is approved once', () => expect(mayApprove({ ...pack, state: 'effective' }, 'two')).toBe(false));
  it('is offered at set-up only where it may be in force', () => {
    const shipped = { id: 'A', version: 1, disease: { zh: '病', en: 'Disease' }, area: ['14'], source: 's' };
    expect(packsFor([shipped], '141122')).toEqual([shipped]);
    expect(packsFor([shipped], '３10101')).toEqual([]);
  });
});
