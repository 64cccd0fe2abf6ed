import type { Result } from '@redvest/shared';
import { setOffset } from '@redvest/shared';
import { shallowRef } from 'vue';
import { nextTryMs, rejoinMs } from './backoff.ts';
import { type Bundle, pullBundle, readBundle } from './bundle.ts';
import { DeviceClock } from './clock.ts';
import { sendPicture } from './files.ts';
import { line, report } from './line.ts';
import { type NewRecord, Outbox } from './outbox.ts';
import type { OutcomeOfRecord, RecogniseQuestion, Recognition } from './protocol.ts';
import { pushRound } from './push.ts';
import { Session } from './session.ts';
import { DeviceStore, type Entry } from './store.ts';
import { tellState } from './tell-state.ts';

const IdleMs = 45_000;
const PutOffMs = 5_000;
const PurgeMs = 10 * 60_000;

/** This phone: what it stores, its clock, its line to the centre. One per page. */
export class Device {
  readonly store: DeviceStore;
  readonly clock: DeviceClock;
  readonly outbox: Outbox;
  readonly session: Session;
  /** What the screens work with; null before the first bundle. */
  readonly bundle = shallowRef<Bundle | null>(null);

  private readonly listeners = new Set<(outcomes: readonly OutcomeOfRecord[]) => void>();
  private readonly waiters = new Set<(outcomes: readonly OutcomeOfRecord[]) => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running = false;
  private again = false;
  private failures = 0;
  private lastPull = Number.NEGATIVE_INFINITY;
  private lastPurge = Number.NEGATIVE_INFINITY;

  constructor(store = new DeviceStore()) {
    this.store = store;
    this.clock = new DeviceClock(store);
    this.outbox = new Outbox(store, this.clock);
    this.session = new Session(store, this.clock, {
      epoch: (epoch) => this.hearEpoch(epoch),
      revoked: () => this.hearRevoked(),
    });
  }

  /** Reads what is stored and starts to send; needs no network. */
  async start(): Promise<void> {
    await this.clock.load();
    await this.readBundle();
    report({ revoked: Boolean(await this.store.recall('revoked')) });
    await this.purge();
    await this.count();
    globalThis.addEventListener('online', () => this.schedule(rejoinMs(Date.now() - line.value.since, Math.random())));
    globalThis.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.schedule(rejoinMs(Date.now() - line.value.since, Math.random()));
    });
    this.nudge();
  }

  /** Stores a record and sends it as soon as may be. Resolves when it is on the disk. */
  async append(record: NewRecord): Promise<Entry> {
    const entry = await this.outbox.append(record);
    report({ waiting: line.value.waiting + 1 });
    // While the centre is away, the next try keeps its time: a county must not knock at once.
    if (line.value.reach !== 'away') this.nudge();
    return entry;
  }

  recognise(question: RecogniseQuestion): Promise<Result<Recognition>> {
    return this.session.call<Recognition>('/api/v1/checkpoints/recognise', { body: question, timeoutMs: 4_000 });
  }

  /** Hears what the centre said on each record. Returns a way to stop listening. */
  onOutcomes(listener: (outcomes: readonly OutcomeOfRecord[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Hears the same before it is stored, for whoever waits at the lane. */
  onAnswers(listener: (outcomes: readonly OutcomeOfRecord[]) => void): () => void {
    this.waiters.add(listener);
    return () => this.waiters.delete(listener);
  }

  /** Tries now: something new waits, or someone asked. */
  nudge(): void {
    this.schedule(0);
  }

  async count(): Promise<void> {
    report(await this.outbox.counts());
  }

  /** Pulls once, for the first set-up; later pulls follow each push. */
  async pull(): Promise<Result<boolean>> {
    const result = await pullBundle(this.store, this.session);
    if (!result.ok) return result;
    this.lastPull = performance.now();
    report({ reach: 'reached', trouble: null });
    await this.readBundle();
    return result;
  }

  private async readBundle(): Promise<void> {
    const bundle = await readBundle(this.store);
    this.bundle.value = bundle;
    if (bundle?.post) setOffset(bundle.post.utcOffsetMinutes);
  }

  private schedule(ms: number): void {
    if (this.running) {
      this.again ||= ms === 0;
      return;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.turn(), ms);
  }

  private async turn(): Promise<void> {
    this.running = true;
    this.again = false;
    let next = IdleMs;
    try {
      // One tab of a phone sends; another waits its turn.
      next = await navigator.locks.request('redvest-push', () => this.pushAndPull());
    } catch {
      // A full or broken storage must not end the sending for good.
      this.failures++;
      next = nextTryMs(this.failures, null, Math.random());
    } finally {
      this.running = false;
      this.schedule(this.wantsAgain() ? 0 : next);
    }
  }

  /** Whether something new came while a turn ran. */
  private wantsAgain(): boolean {
    return this.again;
  }

  /** Push before pull. Returns how long to wait until the next turn. */
  private async pushAndPull(): Promise<number> {
    if (line.value.revoked || !(await this.store.recall('identity'))) return IdleMs;
    const { store, clock, outbox, session } = this;
    const ears = {
      epoch: (epoch: number) => this.hearEpoch(epoch),
      answered: (outcomes: readonly OutcomeOfRecord[]) => this.waiters.forEach((listener) => listener(outcomes)),
      outcomes: (outcomes: readonly OutcomeOfRecord[]) => this.listeners.forEach((listener) => listener(outcomes)),
    };
    const round = await pushRound({ store, clock, outbox, session, ears });
    await this.count();
    if (round.kind === 'failed') return this.fail(round.problem);

    // Somebody stands at the lane: the next record goes before all else, unless nothing else was done for long.
    if (this.wantsAgain() && performance.now() - this.lastPull < 2 * IdleMs) {
      this.failures = 0;
      if (round.revision !== null) report({ reach: 'reached', trouble: null });
      return 0;
    }
    const known = (await store.recall('bundle'))?.revision ?? -1;
    // Asked often enough to notice a centre that went away, or a pack that changed, while nobody passes.
    const due = performance.now() - this.lastPull > IdleMs - 1000;
    const pulled = due || this.bundle.value === null || (round.revision ?? known) > known ? await this.pull() : null;
    if (pulled && !pulled.ok) return this.fail(pulled.problem);
    await this.purge();
    // Pictures come last: no record ever waits for one.
    if (await sendPicture(store, session)) this.again = true;
    this.failures = 0;
    // No record waits for it, and it is told again by itself.
    tellState(store, session, line.value.waiting).catch(() => undefined);
    // Said only when the centre has answered something in this turn.
    if (pulled || round.revision !== null) report({ reach: 'reached', trouble: null });
    return round.left ? PutOffMs : IdleMs;
  }

  /** Looks through all that is kept, so not after every record. */
  private async purge(): Promise<void> {
    if (performance.now() - this.lastPurge < PurgeMs) return;
    this.lastPurge = performance.now();
    await this.outbox.purge(this.bundle.value?.settings.keepHours ?? 72);
  }

  private fail({
    status,
    code,
    retryAfterSeconds,
  }: {
    status: number;
    code: string;
    retryAfterSeconds: number | null;
  }): number {
    this.failures++;
    const answered = status > 0 && status < 500 && status !== 429;
    report({ reach: answered ? 'reached' : 'away', trouble: code });
    return nextTryMs(this.failures, retryAfterSeconds, Math.random());
  }

  /** A higher epoch: the server was restored from a backup and asks for what it may have lost. */
  private async hearEpoch(epoch: number): Promise<void> {
    const known = await this.store.recall('epoch');
    if (known === undefined || epoch > known) await this.store.remember('epoch', epoch);
    if (known === undefined || epoch <= known) return;
    await this.outbox.resendAll();
    await this.count();
    this.again = true;
  }

  private async hearRevoked(): Promise<void> {
    await this.store.remember('revoked', { at: this.clock.now() });
    report({ revoked: true });
  }
}

export const device = new Device();
