import { describe, expect, it } from 'vitest';
import { timeOf } from './ids.ts';
import { recordOf, settle } from './outbox.ts';
import type { Entry } from './store.ts';
import { aDevice, aRecord } from './testing.ts';

const anEntry = (id: string, state: Entry['state'] = 'waiting'): Entry => ({
  seq: 1,
  id,
  kind: 'k',
  subject: 's',
  text: '{}',
  state,
  at: 0,
});

describe('settling', () => {
  it.each([
    ['stored', 'sent'],
    ['already-stored', 'sent'],
    ['later', 'waiting'],
    ['waiting-for', 'waiting'],
    ['conflict', 'needs-a-person'],
    ['refused', 'needs-a-person'],
    ['stamped-by-2031', 'waiting'],
  ])('%s leaves a record %s', (outcome, state) => {
    expect(settle([anEntry('a')], [{ id: 'a', outcome, code: 'c' }], 9)[0]?.state).toBe(state);
  });

  it('leaves what the server did not name as it was', () => {
    const mine = [anEntry('a'), anEntry('b')];
    expect(settle(mine, [{ id: 'a', outcome: 'stored' }], 9).map((entry) => entry.state)).toEqual(['sent', 'waiting']);
  });

  it('does not wake a record a person has dealt with', () => {
    expect(settle([anEntry('a', 'settled')], [{ id: 'a', outcome: 'stored' }], 9)[0]?.state).toBe('settled');
  });
});

describe('the outbox', () => {
  it('gives 50 records appended at once the numbers 1 to 50', async () => {
    const { outbox, store } = await aDevice();
    await Promise.all(Array.from({ length: 50 }, (_, n) => outbox.append(aRecord(`p${n}`))));
    const entries = await store.outbox.orderBy('seq').toArray();
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
    expect(entries.every((entry) => recordOf(entry).seq === entry.seq && recordOf(entry).id === entry.id)).toBe(true);
  });

  it('keeps the text of a record byte for byte through settling and sending again', async () => {
    const { outbox, store } = await aDevice();
    const { text, id } = await outbox.append({ ...aRecord(), body: { unknown: { kept: [1, 'é', '\u0000'] } } });
    await outbox.settle([{ id, outcome: 'stored' }]);
    await outbox.resendAll();
    expect((await store.outbox.get(1))?.text).toBe(text);
    expect((await outbox.waiting(0, 10)).map((entry) => entry.text)).toEqual([text]);
  });

  it('carries the server’s time in its ids, not the phone’s', async () => {
    const { outbox, clock, set } = await aDevice({ wall: Date.parse('2030-01-01T00:00:00Z') });
    await clock.hear('2026-11-24T09:00:00.000Z.mac');
    set({ mono: 4000 });
    const { id } = await outbox.append(aRecord());
    expect(new Date(timeOf(id)).toISOString()).toBe('2026-11-24T09:00:03.000Z');
  });

  it('never dates a record before the one before it', async () => {
    const { outbox, set } = await aDevice();
    const first = await outbox.append(aRecord());
    set({ wall: Date.parse('1970-01-02T00:00:00Z') });
    const second = await outbox.append(aRecord());
    expect(timeOf(second.id)).toBe(timeOf(first.id));
  });

  it('renews an id whose time was refused, and keeps number and old id', async () => {
    const { outbox, store, clock, set } = await aDevice({ life: 'b', wall: Date.parse('2026-11-25T09:00:00Z') });
    await store.remember('identity', {
      deviceId: 'd',
      owner: 1,
      checkpointId: 'c',
      serverKey: '',
      name: '',
      enrolledAt: Date.parse('2026-11-24T08:00:00Z'),
    });
    const early = await outbox.append(aRecord());
    set({ life: 'c', mono: 10 });
    await clock.hear('2026-11-24T09:00:00.000Z.mac');
    await outbox.settle([{ id: early.id, outcome: 'refused', code: 'id-time' }]);
    const entry = await store.outbox.get(early.seq);
    expect(entry?.state).toBe('waiting');
    expect(entry && recordOf(entry)).toMatchObject({ seq: early.seq, was: early.id, id: entry?.id });
    expect(entry && timeOf(entry.id)).toBeLessThanOrEqual(Date.parse('2026-11-24T09:00:00Z'));
    const next = await outbox.append(aRecord());
    expect(timeOf(next.id)).toBeLessThan(Date.parse('2026-11-24T09:01:00Z'));
  });

  it('forgets after 72 hours what was sent, and never what needs a person', async () => {
    const { outbox, clock, set } = await aDevice();
    await clock.hear('2026-11-24T09:00:00.000Z.mac');
    const [sent, refused, waiting] = [
      await outbox.append(aRecord()),
      await outbox.append(aRecord()),
      await outbox.append(aRecord()),
    ];
    await outbox.settle([
      { id: sent.id, outcome: 'stored' },
      { id: refused.id, outcome: 'refused', code: 'body-wrong' },
    ]);
    set({ mono: 1000 + 71 * 3_600_000 });
    expect(await outbox.purge(72)).toBe(0);
    set({ mono: 1000 + 73 * 3_600_000 });
    expect(await outbox.purge(72)).toBe(1);
    expect(await outbox.counts()).toEqual({ waiting: 1, needsAPerson: 1 });
    expect(waiting.seq).toBe(3);
  });
});
