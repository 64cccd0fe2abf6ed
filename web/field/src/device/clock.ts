import type { DeviceStore } from './store.ts';
import { type Anchor, createLife, eventTime, type EventTime, type Moment, ticketTime } from './time.ts';

/** More lives than a phone has in 72 hours. */
const KeptAnchors = 200;

/** This device's clock: the server's last word carried on by the page's own monotonic clock. */
export class DeviceClock {
  private readonly store: DeviceStore;
  private readonly moments: () => Moment;
  private anchors: readonly Anchor[] = [];

  constructor(store: DeviceStore, moments: () => Moment = createLife().moment) {
    this.store = store;
    this.moments = moments;
  }

  async load(): Promise<void> {
    this.anchors = await this.store.anchors.orderBy('n').toArray();
  }

  moment(): Moment {
    return this.moments();
  }

  /** All anchors kept, oldest life first; the push sends them so that the server can reckon the same. */
  known(): readonly Anchor[] {
    return this.anchors;
  }

  when(moment: Moment): EventTime {
    return eventTime(moment, this.anchors);
  }

  /** Milliseconds since 1970, as near to the server's time as this device can tell. */
  now(): number {
    return this.when(this.moments()).at;
  }

  /** A ticket arrived: it replaces this life's earlier anchor. A ticket without a readable time is ignored. */
  async hear(ticket: string): Promise<void> {
    if (Number.isNaN(ticketTime(ticket))) return;
    const { life, mono, wall } = this.moments();
    const anchor: Anchor = { life, ticket, mono, wall };
    await this.store.transaction('rw', this.store.anchors, async () => {
      const earlier = await this.store.anchors.where('life').equals(life).first();
      await this.store.anchors.put(earlier?.n === undefined ? anchor : { ...anchor, n: earlier.n });
      const keys = await this.store.anchors.orderBy('n').primaryKeys();
      await this.store.anchors.bulkDelete(keys.slice(0, Math.max(0, keys.length - KeptAnchors)));
    });
    await this.load();
  }
}
