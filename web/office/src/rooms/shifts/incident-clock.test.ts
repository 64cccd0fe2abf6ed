import { describe, expect, it } from 'vitest';
import { clockOf, left } from './incident-clock';
import type { LogEntry } from './log';

const now = Date.parse('2026-11-24T10:00:00Z');
const anIncident = (what: Partial<LogEntry> = {}): LogEntry => ({
  id: '0193',
  what: 'incident',
  at: '2026-11-24T09:55:00Z',
  type: 'conflict',
  level: 2,
  givenLevel: 2,
  levelSince: '2026-11-24T09:55:00Z',
  due: '2026-11-24T10:05:00Z',
  acknowledgedAt: null,
  closedAt: null,
  records: [],
  ...what,
});

describe('the clock of an incident', () => {
  it('runs until the level has to be told', () => {
    expect(clockOf(anIncident(), now)).toEqual({ is: 'running', late: false, leftMs: 300_000 });
  });

  it('is late once nobody acknowledged a level in time, and runs on for the next one', () => {
    expect(clockOf(anIncident({ level: 3 }), now)).toMatchObject({ is: 'running', late: true });
  });

  it('never shows less than nothing', () => {
    expect(clockOf(anIncident({ due: '2026-11-24T09:59:00Z' }), now)).toMatchObject({ leftMs: 0 });
  });

  it('is overdue at the top, where nobody is left to tell', () => {
    expect(clockOf(anIncident({ level: 4, givenLevel: 4, due: null }), now)).toEqual({ is: 'overdue' });
  });

  it('is none for the shift itself', () => {
    expect(clockOf(anIncident({ level: 1, givenLevel: 1, due: null }), now)).toEqual({ is: 'none' });
  });

  it('stops for whoever acknowledged it last', () => {
    const records = [
      { kind: 'acknowledged', by: '甲' },
      { kind: 'level', by: '甲' },
      { kind: 'acknowledged', by: '乙' },
    ] as unknown as LogEntry['records'];
    expect(clockOf(anIncident({ acknowledgedAt: '2026-11-24T09:58:00Z', records }), now)).toEqual({
      is: 'acknowledged',
      by: '乙',
    });
  });

  it('says what is left in minutes and seconds', () => {
    expect([left(545_000), left(60_000), left(1), left(0)]).toEqual(['9:05', '1:00', '0:01', '0:00']);
  });
});
