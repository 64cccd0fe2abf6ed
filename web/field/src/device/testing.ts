import 'fake-indexeddb/auto';
import { DeviceClock } from './clock.ts';
import { Outbox } from './outbox.ts';
import { DeviceStore } from './store.ts';
import type { Moment } from './time.ts';

/** A device's storage and clock for a test, with clocks moved by hand. Only tests import this. */
export const aDevice = async (
  start: Partial<Moment> = {},
): Promise<{ store: DeviceStore; clock: DeviceClock; outbox: Outbox; set: (moment: Partial<Moment>) => void }> => {
  let moment: Moment = { life: 'life-a', mono: 1000, wall: Date.parse('2026-11-24T09:00:00Z'), ...start };
  const store = new DeviceStore(`test-${crypto.randomUUID()}`);
  const clock = new DeviceClock(store, () => moment);
  await clock.load();
  return { store, clock, outbox: new Outbox(store, clock), set: (news) => (moment = { ...moment, ...news }) };
};

export const aRecord = (subject = 'passage') => ({
  kind: 'checkpoints.left',
  subject,
  officer: null,
  body: { lane: 'l' },
});
