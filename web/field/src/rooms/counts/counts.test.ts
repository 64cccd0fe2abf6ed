import { describe, expect, it } from 'vitest';
import { busyLanes, type LaneView, obstacleOf, type ShiftView, standing } from './counts.ts';

const aLane = (change: Partial<LaneView> = {}): LaneView => ({
  laneId: 'one',
  number: 1,
  name: { zh: '', en: '' },
  vehicles: { released: 124 },
  seen: 124,
  onFoot: {},
  seenOnFoot: 0,
  counts: [{ source: 'tally', counted: 124, difference: 0 }],
  hints: [],
  ...change,
});
const aShift = (change: Partial<ShiftView> = {}): ShiftView => ({
  day: '2026-11-24',
  number: 1,
  from: '2026-11-24T00:00:00Z',
  until: '2026-11-24T08:00:00Z',
  state: 'ended',
  lanes: [aLane()],
  digest: 'd',
  owing: [],
  kept: 0,
  signed: false,
  signatures: [],
  explanations: [],
  handovers: [],
  receipts: [],
  ...change,
});
const off = aLane({ counts: [{ source: 'tally', counted: 125, difference: -1 }] });

describe('the figures of a shift', () => {
  it('are signed once it is over, every phone was heard, and every difference has a reason', () => {
    expect(obstacleOf(aShift())).toBeNull();
    expect(obstacleOf(aShift({ state: 'running' }))).toEqual({ kind: 'not-over' });
    const owing = [{ id: 'p', name: '道口二号', owes: 3, unknownSince: null }];
    expect(obstacleOf(aShift({ owing, lanes: [off] }))).toEqual({ kind: 'owing', phones: owing });
    expect(obstacleOf(aShift({ lanes: [off] }))).toEqual({ kind: 'unexplained', lanes: [off] });
    const at = '2026-11-24T08:10:00Z';
    const whole = [{ laneId: null, text: '都对过了', by: '张三', at }];
    expect(obstacleOf(aShift({ lanes: [off], explanations: whole }))?.kind).toBe('unexplained');
    const own = [{ laneId: 'one', text: '救护车先走，没有按计数', by: '张三', at }];
    expect(obstacleOf(aShift({ lanes: [off], explanations: own }))).toBeNull();
  });

  it('have to be signed again when they changed after a signature', () => {
    const signature = { side: 'out', by: '张三', at: '2026-11-24T08:10:00Z', stands: false, changes: [] };
    expect(standing(aShift({ signatures: [signature] }), 'out')).toBeUndefined();
    expect(standing(aShift({ signatures: [{ ...signature, stands: true }] }), 'out')?.by).toBe('张三');
  });

  it('leave out lanes on which nothing happened and nobody counted', () => {
    const idle = aLane({ seen: 0, vehicles: {}, counts: [] });
    expect(busyLanes(aShift({ lanes: [idle, off] }))).toEqual([off]);
  });
});
