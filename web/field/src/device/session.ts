import { call, type CallOptions, type Problem, type Result } from '@redvest/shared';
import type { DeviceClock } from './clock.ts';
import { sign } from './keys.ts';
import type { SessionAnswer } from './protocol.ts';
import type { DeviceStore } from './store.ts';

/** What the session tells the rest of the device as it hears it. */
export interface SessionEars {
  readonly epoch: (epoch: number) => Promise<void>;
  readonly revoked: () => Promise<void>;
}

interface Open {
  readonly token: string;
  /** In the life's monotonic time, so that a moved clock does not matter. */
  readonly until: number;
  /** Records up to this number are older than the session and are signed for. */
  readonly olderThan: number;
}

const noIdentity: Problem = { status: 0, code: 'not-enrolled', params: {}, title: '', retryAfterSeconds: null };

/** Opens sessions by signing the server's challenge, and asks with their token. */
export class Session {
  private readonly store: DeviceStore;
  private readonly clock: DeviceClock;
  private readonly ears: SessionEars;
  private open: Open | null = null;
  private opening: Promise<Result<Open>> | null = null;

  constructor(store: DeviceStore, clock: DeviceClock, ears: SessionEars) {
    this.store = store;
    this.clock = clock;
    this.ears = ears;
  }

  /** Whether this record was stored before the session began. */
  isOlder(seq: number): boolean {
    return this.open === null || seq <= this.open.olderThan;
  }

  /** An open session; several askers share one opening. */
  async ensure(): Promise<Result<Open>> {
    if (this.open && this.open.until > performance.now()) return { ok: true, value: this.open };
    this.opening ??= this.begin().finally(() => {
      this.opening = null;
    });
    return this.opening;
  }

  /** Asks with the session's token; a session the server no longer knows is opened once more. */
  async call<T>(path: string, options: CallOptions = {}): Promise<Result<T>> {
    for (let attempt = 1; ; attempt++) {
      const session = await this.ensure();
      if (!session.ok) return session;
      const headers = { ...options.headers, authorization: `Bearer ${session.value.token}` };
      const result = await call<T>(path, { ...options, headers });
      if (result.ok || result.problem.status !== 401) return result;
      if (result.problem.code === 'signature-wrong') return result;
      this.open = null;
      if (result.problem.code === 'device-revoked') await this.ears.revoked();
      if (result.problem.code === 'device-revoked' || attempt === 2) return result;
    }
  }

  private async begin(): Promise<Result<Open>> {
    const [identity, keys] = await Promise.all([this.store.recall('identity'), this.store.recall('keys')]);
    if (!identity || !keys) return { ok: false, problem: noIdentity };
    const { deviceId } = identity;
    const asked = await call<{ challenge: string }>('/api/v1/devices/challenge', { body: { deviceId } });
    if (!asked.ok) return asked;
    const { challenge } = asked.value;
    const olderThan = (await this.store.recall('counter'))?.seq ?? 0;
    const signature = await sign(keys, `redvest-session:${challenge}`);
    const answer = await call<SessionAnswer>('/api/v1/devices/session', { body: { deviceId, challenge, signature } });
    if (!answer.ok) {
      if (answer.problem.code === 'device-revoked') await this.ears.revoked();
      return answer;
    }
    const { token, expiresAt, ticket, epoch } = answer.value;
    await this.clock.hear(ticket);
    await this.ears.epoch(epoch);
    const leftMs = Math.min(Date.parse(expiresAt) - this.clock.now(), 3_600_000) - 60_000;
    this.open = { token, olderThan, until: performance.now() + Math.max(leftMs, 30_000) };
    return { ok: true, value: this.open };
  }
}
