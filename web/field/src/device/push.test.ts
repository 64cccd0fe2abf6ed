import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fromBase64Url, utf8 } from './base64url.ts';
import { takeBatch } from './batch.ts';
import { nextTryMs, rejoinMs } from './backoff.ts';
import { createKeys } from './keys.ts';
import type { PushAnswer } from './protocol.ts';
import { pushRound, type Round } from './push.ts';
import { Session } from './session.ts';
import { aDevice, aRecord } from './testing.ts';

interface Sent {
  readonly body: string;
  readonly signature: string | null;
}

type Store = Awaited<ReturnType<typeof aDevice>>['store'];

/** A server of a few lines that speaks the protocol's whole-push side. */
const serve = (
  answer: (ids: string[], push: number) => Partial<PushAnswer> | number | 'gone',
): { sent: Sent[]; sessions: number } => {
  const log = { sent: [] as Sent[], sessions: 0 };
  vi.stubGlobal('fetch', (path: string, init: { body: string; headers: Record<string, string> }) => {
    const json = (value: unknown, status = 200): Promise<Response> =>
      Promise.resolve(new Response(JSON.stringify(value), { status }));
    if (path.endsWith('/challenge')) return json({ challenge: 'abc', expiresAt: '2026-11-24T09:05:00Z' });
    if (path.endsWith('/session')) {
      log.sessions++;
      return json({
        token: `t${log.sessions}`,
        expiresAt: '2026-11-24T10:00:00Z',
        ticket: '2026-11-24T09:00:00.000Z.m',
        epoch: 1,
      });
    }
    log.sent.push({ body: init.body, signature: init.headers['x-redvest-signature'] ?? null });
    const ids = (JSON.parse(init.body) as { records: { id: string }[] }).records.map(({ id }) => id);
    const said = answer(ids, log.sent.length);
    if (said === 'gone') return Promise.reject(new TypeError('network'));
    if (typeof said === 'number')
      return json({ code: said === 401 ? 'session-expired' : `code-${said}`, title: 't' }, said);
    const outcomes = ids.map((id) => ({ id, outcome: 'stored' }));
    return json({
      epoch: 1,
      ticket: '2026-11-24T09:00:01.000Z.m',
      revision: 3,
      contiguous: 0,
      gaps: [],
      outcomes,
      ...said,
    });
  });
  return log;
};

let device: Awaited<ReturnType<typeof aDevice>>;
let epochs: number[];
let keys: CryptoKeyPair;

const enrolled = async (store: Store): Promise<void> => {
  keys = await createKeys();
  await store.remember('keys', keys);
  await store.remember('identity', {
    deviceId: 'd',
    owner: 1,
    checkpointId: 'c',
    serverKey: '',
    name: '',
    enrolledAt: 0,
  });
};

beforeEach(async () => {
  device = await aDevice();
  epochs = [];
  await enrolled(device.store);
});
afterEach(() => vi.unstubAllGlobals());

const push = (session?: Session): Promise<Round> => {
  const ears = { epoch: (epoch: number) => Promise.resolve(void epochs.push(epoch)), outcomes: () => undefined };
  const own = session ?? new Session(device.store, device.clock, { ...ears, revoked: () => Promise.resolve() });
  return pushRound({ ...device, session: own, ears });
};

describe('pushing', () => {
  it('sends what waits in batches of 200 and settles each by id', async () => {
    await Promise.all(Array.from({ length: 450 }, () => device.outbox.append(aRecord())));
    const log = serve(() => ({}));
    expect(await push()).toEqual({ kind: 'done', revision: 3, left: false });
    expect(log.sent.map(({ body }) => (JSON.parse(body) as { records: unknown[] }).records.length)).toEqual([
      200, 200, 50,
    ]);
    expect(await device.outbox.counts()).toEqual({ waiting: 0, needsAPerson: 0 });
  });

  it('signs the raw body when a record is older than the session, and not otherwise', async () => {
    await device.outbox.append(aRecord());
    const log = serve(() => ({}));
    const session = new Session(device.store, device.clock, {
      epoch: () => Promise.resolve(),
      revoked: () => Promise.resolve(),
    });
    await push(session);
    await device.outbox.append(aRecord());
    await push(session);
    const [old, fresh] = log.sent;
    expect(fresh?.signature).toBeNull();
    const how = { name: 'ECDSA', hash: 'SHA-256' };
    expect(
      await crypto.subtle.verify(how, keys.publicKey, fromBase64Url(old?.signature ?? ''), utf8(old?.body ?? '')),
    ).toBe(true);
  });

  it('loses nothing and doubles nothing when the line breaks midway', async () => {
    await Promise.all(Array.from({ length: 250 }, () => device.outbox.append(aRecord())));
    const first = serve((_ids, nth) => (nth === 2 ? 'gone' : {}));
    expect((await push()).kind).toBe('failed');
    expect(await device.outbox.counts()).toEqual({ waiting: 50, needsAPerson: 0 });
    const second = serve(() => ({}));
    await push();
    const records = (body: string | undefined): string[] =>
      (JSON.parse(body ?? '{}') as { records: unknown[] }).records.map((record) => JSON.stringify(record));
    expect(records(second.sent[0]?.body)).toEqual(records(first.sent[1]?.body));
  });

  it('halves a push the server cannot take down to the record that is to blame', async () => {
    const entries = await Promise.all(Array.from({ length: 9 }, () => device.outbox.append(aRecord())));
    const bad = entries[4]?.id ?? '';
    serve((ids) => (ids.includes(bad) ? 400 : {}));
    await push();
    expect(await device.outbox.counts()).toEqual({ waiting: 0, needsAPerson: 1 });
    expect((await device.store.outbox.where('state').equals('needs-a-person').first())?.id).toBe(bad);
  });

  it('opens a new session when the old one is over', async () => {
    await device.outbox.append(aRecord());
    const log = serve((_ids, nth) => (nth === 1 ? 401 : {}));
    expect((await push()).kind).toBe('done');
    expect(log.sessions).toBe(2);
  });

  it('does not spin on records the server puts off', async () => {
    await device.outbox.append(aRecord());
    const log = serve((ids) => ({ outcomes: ids.map((id) => ({ id, outcome: 'later' })) }));
    expect(await push()).toEqual({ kind: 'done', revision: 3, left: true });
    expect(log.sent.length).toBe(1);
  });

  it('sends a renewed id at once, with the old one as was', async () => {
    await device.outbox.append(aRecord());
    const log = serve((ids, nth) =>
      nth === 1 ? { outcomes: ids.map((id) => ({ id, outcome: 'refused', code: 'id-time' })) } : {},
    );
    expect(await push()).toEqual({ kind: 'done', revision: 3, left: false });
    const was = (JSON.parse(log.sent[0]?.body ?? '') as { records: { id: string }[] }).records[0]?.id;
    expect((JSON.parse(log.sent[1]?.body ?? '') as { records: { was?: string }[] }).records[0]?.was).toBe(was);
  });

  it('does not renew ids without end', async () => {
    await device.outbox.append(aRecord());
    const log = serve((ids) => ({ outcomes: ids.map((id) => ({ id, outcome: 'refused', code: 'id-time' })) }));
    expect(await push()).toMatchObject({ kind: 'done', left: true });
    expect(log.sent.length).toBe(4);
  });

  it('signs when the server asks for it, and asks nobody', async () => {
    const log = serve((ids, nth) =>
      nth === 2 ? { outcomes: ids.map((id) => ({ id, outcome: 'refused', code: 'signature-required' })) } : {},
    );
    const ears = { epoch: () => Promise.resolve(), revoked: () => Promise.resolve() };
    const session = new Session(device.store, device.clock, ears);
    await device.outbox.append(aRecord());
    await push(session);
    await device.outbox.append(aRecord());
    await push(session);
    expect(log.sent.map(({ signature }) => signature !== null)).toEqual([true, false, true]);
    expect(await device.outbox.counts()).toEqual({ waiting: 0, needsAPerson: 0 });
  });

  it('passes the server’s epoch on', async () => {
    await device.outbox.append(aRecord());
    serve(() => ({ epoch: 2 }));
    await push();
    expect(epochs).toContain(2);
  });
});

describe('a batch', () => {
  it('stays below a megabyte and takes at least one', async () => {
    const { text, ...rest } = await device.outbox.append(aRecord());
    const big = { ...rest, text: `"${'字'.repeat(150_000)}"` };
    expect(text.length).toBeGreaterThan(10);
    expect(takeBatch([big, big, big, big]).length).toBe(2);
    expect(takeBatch([{ ...rest, text: 'x'.repeat(2_000_000) }, big]).length).toBe(1);
  });
});

describe('the next try', () => {
  it('comes soon after one failure and is spread over a minute after many', () => {
    expect(nextTryMs(1, null, 0)).toBe(1000);
    expect([nextTryMs(20, null, 0), nextTryMs(20, null, 1)]).toEqual([30_000, 60_000]);
  });
  it('respects the server’s wish', () => expect(nextTryMs(1, 7, 0)).toBe(7000));
  it('after a long gap is spread over a minute', () => {
    expect(rejoinMs(3_600_000, 1)).toBe(60_000);
    expect(rejoinMs(4_000, 1)).toBe(1_000);
  });
});
