import { describe, expect, it } from 'vitest';
import type { Lane } from '../../device/protocol.ts';
import type { Entry } from '../../device/store.ts';
import { prompts } from './prompts.ts';
import { lastPress, linesShown, pressesOf, type QueueNow } from './tally.ts';

let seq = 0;
const entry = (kind: string, lane: string, state: Entry['state'] = 'waiting', body: object = {}): Entry => ({
  seq: ++seq,
  id: `r${String(seq)}`,
  kind,
  subject: lane,
  text: JSON.stringify({ body }),
  state,
  at: seq * 1000,
});
const lane = (id: string): Lane => ({
  id,
  number: 1,
  name: { zh: id, en: id },
  direction: 'in',
  category: 'any',
  open: true,
});
const heard = (length: number | null, lanes: readonly string[] = ['a']): QueueNow => ({
  asOf: '2022-04-14T00:00:00Z',
  waitP50: null,
  waitP90: null,
  lines: [{ lanes, length, source: 'tally', firstWaits: null, relief: null }],
});

describe('the tally of a phone', () => {
  it('forgets a press that was taken back, and offers the one before', () => {
    const first = entry('tally.arrived', 'a', 'sent');
    const mistake = entry('tally.gave-up', 'a');
    const presses = pressesOf([first, mistake, entry('tally.undone', 'a', 'waiting', { undoes: mistake.id })]);
    expect(presses.map(({ id }) => id)).toEqual([first.id]);
    expect(lastPress(presses, first.at + 1000)?.id).toBe(first.id);
    expect(lastPress(presses, first.at + 3_600_000)).toBeNull();
  });
  it('adds to the number of the centre only what the centre has not got yet', () => {
    const presses = pressesOf([
      entry('tally.arrived', 'a', 'sent'),
      entry('tally.arrived', 'a'),
      entry('tally.arrived', 'a'),
    ]);
    const [shown] = linesShown([lane('a')], 'a', presses, heard(5));
    expect(shown).toMatchObject({ length: 7, arrived: 3, gone: 0 });
  });
  it('shows no number before anybody counted, and its own presses without the centre', () => {
    expect(linesShown([lane('a')], 'a', [], null)[0]?.length).toBeNull();
    expect(linesShown([lane('a')], 'a', [], heard(null))[0]?.length).toBeNull();
    expect(linesShown([lane('a')], 'a', pressesOf([entry('tally.arrived', 'a')]), null)[0]?.length).toBe(1);
    expect(linesShown([lane('a')], 'a', pressesOf([entry('tally.gave-up', 'a')]), heard(0))[0]?.length).toBe(0);
  });
  it('puts the own lane first, and lanes that share a line into one card', () => {
    const lanes = [lane('a'), lane('b'), lane('c')];
    expect(linesShown(lanes, 'c', [], null)[0]?.lanes[0]?.id).toBe('c');
    const [shared] = linesShown(
      lanes,
      'b',
      pressesOf([entry('tally.arrived', 'a', 'sent')]),
      heard(3, ['a', 'b', 'c']),
    );
    expect([shared?.lanes.length, shared?.length, shared?.arrived]).toEqual([3, 3, 1]);
  });
});

describe('the prompts', () => {
  it('have both languages, and one for the one-metre line', () => {
    for (const prompt of prompts) expect([prompt.zh, prompt.en].every((words) => words.trim().length > 5)).toBe(true);
    expect(new Set(prompts.map(({ id }) => id)).size).toBe(prompts.length);
    expect(prompts.find(({ id }) => id === 'metre')?.zh).toContain('一米线');
  });
});
