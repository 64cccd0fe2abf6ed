import type { DeviceClock } from './clock.ts';
import { timeOf, uuidAt } from './ids.ts';
import type { OutcomeOfRecord } from './protocol.ts';
import type { DeviceStore, Entry } from './store.ts';
import type { Moment } from './time.ts';

export interface NewRecord {
  readonly kind: string;
  readonly subject: string;
  readonly officer: string | null;
  readonly body: unknown;
}

export interface SyncRecord extends NewRecord, Moment {
  readonly id: string;
  readonly seq: number;
  /** The id this record had before the server refused its time. */
  readonly was?: string;
}

/** The record inside an entry. Members this version does not know stay in it. */
export const recordOf = (entry: Entry): SyncRecord => JSON.parse(entry.text) as SyncRecord;

/** A refusal the device answers by itself, with a new id or a signature. */
export const isOwnAffair = (said: OutcomeOfRecord): boolean =>
  said.outcome === 'refused' && (said.code === 'id-time' || said.code === 'signature-required');

/** Applies the server's answers to what was sent; records it did not mention stay as they are. */
export const settle = (entries: readonly Entry[], outcomes: readonly OutcomeOfRecord[], now: number): Entry[] => {
  const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
  return entries.map((entry) => {
    const said = byId.get(entry.id);
    if (!said || entry.state !== 'waiting') return entry;
    const heard: Entry = {
      ...entry,
      outcome: said.outcome,
      ...(said.code ? { because: said.code } : {}),
      ...(said.detail ? { detail: said.detail } : {}),
    };
    switch (said.outcome) {
      case 'stored':
      case 'already-stored':
        return { ...heard, state: 'sent', sentAt: now };
      case 'conflict':
        return { ...heard, state: 'needs-a-person' };
      case 'refused':
        // What the device can put right by itself, it does: a new id, a signature. Nobody is shown it.
        return isOwnAffair(said) ? entry : { ...heard, state: 'needs-a-person' };
      default: // later, waiting-for, an outcome of a newer server: try again
        return heard;
    }
  });
};

/** A record whose id's time the server refused: new id from what is known now, the old one kept as `was`. */
export const renewed = (entry: Entry, at: number): Entry => {
  const record = recordOf(entry);
  const id = uuidAt(at);
  return { ...entry, id, at, text: JSON.stringify({ ...record, id, was: record.was ?? record.id }) };
};

export class Outbox {
  private readonly store: DeviceStore;
  private readonly clock: DeviceClock;

  constructor(store: DeviceStore, clock: DeviceClock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Stores a record. Its number is given in the transaction that stores it, so there are no gaps; the id carries the
   * event time. Nothing but IndexedDB is awaited inside.
   */
  async append(record: NewRecord): Promise<Entry> {
    const moment = this.clock.moment();
    const time = Math.round(this.clock.when(moment).at);
    return this.store.transaction('rw', this.store.outbox, this.store.memory, async () => {
      const counter = (await this.store.recall('counter')) ?? { seq: 0, at: 0 };
      const seq = counter.seq + 1;
      const at = Math.max(time, counter.at);
      const whole: SyncRecord = {
        id: uuidAt(at),
        seq,
        kind: record.kind,
        subject: record.subject,
        ...moment,
        officer: record.officer,
        body: record.body,
      };
      const entry: Entry = {
        seq,
        id: whole.id,
        kind: record.kind,
        subject: record.subject,
        text: JSON.stringify(whole),
        state: 'waiting',
        at,
      };
      await this.store.outbox.add(entry);
      await this.store.remember('counter', { seq, at });
      return entry;
    });
  }

  /** What waits, in order, from a number on. */
  async waiting(after: number, limit: number): Promise<Entry[]> {
    return this.store.outbox
      .where('[state+seq]')
      .between(['waiting', after], ['waiting', Infinity], false, true)
      .limit(limit)
      .toArray();
  }

  /** Settles by id inside one transaction, against what is stored now and not what was when the push left. */
  async settle(outcomes: readonly OutcomeOfRecord[]): Promise<void> {
    const now = this.clock.now();
    const enrolledAt = (await this.store.recall('identity'))?.enrolledAt ?? 0;
    await this.store.transaction('rw', this.store.outbox, this.store.memory, async () => {
      const entries = await this.store.outbox
        .where('id')
        .anyOf(outcomes.map((outcome) => outcome.id))
        .toArray();
      await this.store.outbox.bulkPut(settle(entries, outcomes, now));
      const refused = new Set(
        outcomes.filter((said) => said.outcome === 'refused' && said.code === 'id-time').map((said) => said.id),
      );
      for (const entry of entries.filter((one) => one.state === 'waiting' && refused.has(one.id))) {
        const known = this.clock.when(recordOf(entry)).at;
        await this.store.outbox.put(renewed(entry, Math.round(Math.min(Math.max(known, enrolledAt), now))));
      }
      // A clock that once ran ahead must not push every later id ahead with it.
      if (refused.size > 0) {
        const counter = await this.store.recall('counter');
        if (counter && counter.at > now) await this.store.remember('counter', { ...counter, at: Math.round(now) });
      }
    });
  }

  /** The server was restored: all that left within the time it is kept waits again. */
  async resendAll(): Promise<number> {
    return this.store.outbox.where('state').equals('sent').modify({ state: 'waiting' });
  }

  /** Forgets what the server has had for the time agreed. A needed person is waited for without end. */
  async purge(keepHours: number): Promise<number> {
    const limit = this.clock.now() - keepHours * 3_600_000;
    return this.store.outbox
      .where('state')
      .anyOf('sent', 'settled')
      .filter((entry) => (entry.sentAt ?? entry.at) < limit)
      .delete();
  }

  async counts(): Promise<{ waiting: number; needsAPerson: number }> {
    const [waiting, needsAPerson] = await Promise.all([
      this.store.outbox.where('state').equals('waiting').count(),
      this.store.outbox.where('state').equals('needs-a-person').count(),
    ]);
    return { waiting, needsAPerson };
  }

  /** A person dealt with a refused record: by a new one, or by a word to the supervisor. */
  async close(seq: number, note: string): Promise<void> {
    await this.store.outbox.update(seq, { state: 'settled', note, sentAt: this.clock.now() });
  }

  /** Everything kept that happened from a moment on; the shift's counts and the list of recent passages come from here. */
  async since(at: number): Promise<Entry[]> {
    return (await this.store.outbox.toArray()).filter((entry) => entry.at >= at && timeOf(entry.id) > 0);
  }
}
