import { describe, expect, it } from 'vitest';
import type { Post } from '../../device/protocol.ts';
import type { Entry } from '../../device/store.ts';
import { handoversOf, loopOf, ownPersons, sheetOf } from './handover.ts';
import { logOf, reached } from './log.ts';
import { unreadOf } from './read.ts';
import type { HandoverSheet, LogEntry, RuleInForce } from './section.ts';
import { outgoing, shiftBefore, shiftOf } from './shifts.ts';

const post = (starts: readonly string[]): Post => ({
  owner: 141122,
  ownerName: { zh: '', en: '' },
  checkpoint: { id: 'c', name: { zh: '', en: '' }, kind: 'road' },
  lanes: [],
  shifts: starts.map((start, i) => ({ number: i + 1, start })),
  utcOffsetMinutes: 480,
});
const at = (text: string): number => Date.parse(`${text}:00+08:00`);
const passage = '01900000-0000-7000-8000-0000000000f0';

let seq = 0;
const entry = (
  kind: string,
  subject: string,
  body: object,
  more: Partial<Entry> & { officer?: string } = {},
): Entry => {
  seq += 1;
  const id = `e${String(seq)}`;
  return {
    seq,
    id,
    kind,
    subject,
    text: JSON.stringify({ id, seq, kind, subject, officer: more.officer ?? null, body }),
    state: 'waiting',
    at: at('2022-04-14T17:50'),
    ...more,
  };
};
const held = (): Entry[] => [
  entry('checkpoints.check-started', passage, {
    vehicle: { plate: '晋GA1001' },
    occupants: [{ n: 1, name: '张三丰', document: { number: '141198199001010013' } }],
  }),
  entry('checkpoints.verdict', passage, { given: 'hold', occupants: [{ n: 1, given: 'hold' }] }),
];
const draft = (persons: HandoverSheet['persons'] = []): HandoverSheet => ({
  day: '2022-04-14',
  shift: 3,
  at: '',
  persons,
  trips: [],
  devices: [],
  incidents: [],
  rules: [],
  figures: { vehicles: 40 },
  unsigned: [],
  lines: [],
});

describe('shifts', () => {
  const four = post(['00:00', '06:00', '12:00', '18:00']);

  it('are named by the day on which they start', () => {
    expect(shiftOf(at('2022-04-14T17:50'), four)).toMatchObject({
      day: '2022-04-14',
      number: 3,
      until: at('2022-04-14T18:00'),
    });
    const late = post(['08:00', '20:00']);
    expect(shiftOf(at('2022-04-15T03:00'), late)).toEqual({
      day: '2022-04-14',
      number: 2,
      from: at('2022-04-14T20:00'),
      until: at('2022-04-15T08:00'),
    });
  });

  it('hand over the one before for a while after the change', () => {
    expect(outgoing(at('2022-04-14T17:50'), four).number).toBe(3);
    expect(outgoing(at('2022-04-14T18:10'), four).number).toBe(3);
    expect(outgoing(at('2022-04-14T20:10'), four).number).toBe(4);
    expect(shiftBefore(shiftOf(at('2022-04-14T00:10'), four), four)).toMatchObject({ day: '2022-04-13', number: 4 });
  });
});

describe('a handover made without a network', () => {
  const shift = shiftOf(at('2022-04-14T17:55'), post(['00:00', '06:00', '12:00', '18:00']));

  it('names whom this phone held and the centre does not know, masked', () => {
    const sheet = sheetOf(draft(), null, shift, held(), [], '', at('2022-04-14T18:00'));
    expect(sheet.persons).toEqual([
      expect.objectContaining({ id: loopOf(passage, 1), name: '张**', tail: '0013', plate: '晋GA1001', stage: 'held' }),
    ]);
    expect(sheet.figures['vehicles']).toBe(41);
  });

  it('does not name twice whom both know, nor whom the yard let go', () => {
    const [person] = ownPersons(held()).held;
    if (!person) throw new Error('nobody held');
    expect(sheetOf(draft([person]), null, shift, held(), [], '', 0).persons).toHaveLength(1);
    const gone = [...held(), entry('yard.ended', passage, { n: 1, reason: 'released' })];
    expect(sheetOf(draft([person]), null, shift, gone, [], '', 0).persons).toHaveLength(0);
  });

  it('goes from one signature to two, and a voided one is gone', () => {
    const offered = entry(
      'shifts.handover-offered',
      'h',
      { day: shift.day, shift: shift.number, digest: 'd', snapshot: '{"persons":[]}' },
      { officer: 'a' },
    );
    expect(handoversOf(shift, [], [offered])).toMatchObject([{ state: 'offered', offeredBy: 'a' }]);
    const taken = entry('shifts.handover-taken', 'h', { digest: 'd' }, { officer: 'b' });
    expect(handoversOf(shift, [], [offered, taken])).toMatchObject([{ state: 'taken', takenBy: 'b' }]);
    expect(handoversOf(shift, [], [offered, entry('shifts.handover-withdrawn', 'h', { reason: 'x' })])).toEqual([]);
  });
});

describe('the log', () => {
  const incident: LogEntry = {
    id: 'i',
    what: 'incident',
    at: '2022-04-14T09:50:00Z',
    givenLevel: 2,
    levelSince: '2022-04-14T09:50:00Z',
    records: [],
  };
  const then = Date.parse('2022-04-14T09:50:00Z');
  const minutes = (n: number): number => then + n * 60_000;
  const clocks = { 2: 10, 3: 10 };

  it('lets an incident climb as the server does', () => {
    expect([9, 10, 19, 20, 600].map((n) => reached(incident, clocks, minutes(n))?.level)).toEqual([2, 3, 3, 4, 4]);
    expect(reached({ ...incident, acknowledgedAt: '2022-04-14T10:02:00Z' }, clocks, minutes(600))).toEqual({
      level: 3,
      due: null,
    });
  });

  it('shows at once what this phone wrote', () => {
    const own = [entry('log.entry', 'n', { what: 'note', text: '下雪了' }), entry('log.acknowledged', 'i', {})];
    const log = logOf({ draft: draft(), handovers: [], log: [incident], clocks }, own);
    expect(log.map(({ id }) => id).sort()).toEqual(['i', 'n']);
    expect(log.find(({ id }) => id === 'i')?.acknowledgedAt).toBeTruthy();
  });
});

describe('rules', () => {
  it('are read once by each officer when they are new', () => {
    const rule: RuleInForce = {
      kind: 'pack',
      id: 'P',
      version: '2',
      name: { zh: '', en: '' },
      since: '',
      isNew: true,
      changes: [],
    };
    const section = { draft: { ...draft(), rules: [rule, { ...rule, id: 'Q', isNew: false }] } };
    expect(unreadOf(section, 'a', [])).toEqual([rule]);
    expect(unreadOf(section, 'a', ['a|pack|P|2'])).toEqual([]);
    expect(unreadOf(section, 'b', ['a|pack|P|2'])).toEqual([rule]);
    expect(unreadOf(null, 'a', [])).toEqual([]);
  });
});
