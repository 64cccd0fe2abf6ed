import { call, type Result } from '@redvest/shared';
import type { DeviceClock } from './clock.ts';
import { createKeys, publicKeyOf } from './keys.ts';
import type { Enrolled } from './protocol.ts';
import type { DeviceStore, Identity } from './store.ts';
import { ticketTime } from './time.ts';

/** The code inside an address such as `https://…/field/#enrol=12345678`, or a code typed as it is; null when there is none. */
export const enrolmentCode = (text: string): string | null => {
  const found = /#enrol=(\d{8})\b/.exec(text)?.[1] ?? /^\D*((?:\d[\s-]?){8})\D*$/.exec(text.normalize('NFKC'))?.[1];
  return found?.replaceAll(/\D/g, '') ?? null;
};

/** Spends a one-time code: this device gets a key pair and an identity at one checkpoint. */
export const enrol = async (
  store: DeviceStore,
  clock: DeviceClock,
  code: string,
  name: string,
): Promise<Result<Identity>> => {
  const keys = (await store.recall('keys')) ?? (await createKeys());
  // Kept before it is used: an answer lost on the way must not leave the server with a key nobody has.
  await store.remember('keys', keys);
  const answer = await call<Enrolled>('/api/v1/devices/enrol', {
    body: { code, name, publicKey: await publicKeyOf(keys) },
  });
  if (!answer.ok) return answer;
  const { deviceId, owner, checkpointId, serverKey, epoch, ticket } = answer.value;
  await clock.hear(ticket);
  const identity: Identity = { deviceId, owner, checkpointId, serverKey, name, enrolledAt: ticketTime(ticket) };
  await store.transaction('rw', store.memory, async () => {
    await store.remember('identity', identity);
    await store.remember('epoch', epoch);
  });
  return { ok: true, value: identity };
};
