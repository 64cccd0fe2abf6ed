import Dexie, { type EntityTable, type Table } from 'dexie';
import type { Anchor } from './time.ts';
import type { Settings } from './protocol.ts';

/** What the server told this device when it was enrolled. */
export interface Identity {
  readonly deviceId: string;
  readonly owner: number;
  readonly checkpointId: string;
  readonly serverKey: string;
  readonly name: string;
  /** Server time of enrolment, milliseconds: no id may be older. */
  readonly enrolledAt: number;
}

/** A record on this device: waiting, sent and kept for 72 h, in need of a person, or settled by one. */
export interface Entry {
  readonly seq: number;
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  /** The record as it is sent: the same bytes every time. */
  readonly text: string;
  readonly state: 'waiting' | 'sent' | 'needs-a-person' | 'settled';
  /** The device's best idea of when it happened, milliseconds. */
  readonly at: number;
  /** When the server took it. */
  readonly sentAt?: number;
  readonly outcome?: string;
  readonly because?: string;
  readonly detail?: string;
  /** What a person did with a refused record. */
  readonly note?: string;
}

export interface Section {
  readonly name: string;
  readonly version: string | number;
  readonly text: string;
}

/** A picture that waits for the centre. */
export interface KeptFile {
  readonly id: string;
  readonly bytes: ArrayBuffer;
  readonly digest: ArrayBuffer;
}

export interface PinState {
  readonly salt: string;
  readonly hash: string;
  readonly iterations: number;
  readonly wrong: number;
  /** Milliseconds since 1970 until which no try is taken. */
  readonly waitUntil: number;
}

/** The few single things the device remembers, by name. */
export interface Remembered {
  identity: Identity;
  keys: CryptoKeyPair;
  epoch: number;
  counter: { seq: number; at: number };
  bundle: { revision: number; epoch: number; asOf: string };
  settings: Settings;
  pin: PinState;
  officer: { id: string | null; name: string; since: number; shift: number } | null;
  lane: string;
  /** Rules that officers have confirmed here. */
  read: readonly string[];
  revoked: { at: number } | null;
}

export class DeviceStore extends Dexie {
  declare readonly outbox: EntityTable<Entry, 'seq'>;
  declare readonly anchors: Table<Anchor & { n?: number }, number>;
  declare readonly sections: EntityTable<Section, 'name'>;
  declare readonly files: EntityTable<KeptFile, 'id'>;
  declare readonly memory: Table<{ name: string; value: unknown }, string>;
  /** Unfinished work, apart from all else: it is written at every tap, and no record may wait for that. */
  declare readonly drafts: Table<{ name: 'check'; value: unknown }, string>;

  constructor(name = 'redvest-field') {
    // Strict: a stored record is on the disk before we go on.
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      outbox: 'seq,&id,state,[state+seq],subject',
      anchors: '++n,&life',
      sections: 'name',
      memory: 'name',
    });
    this.version(2).stores({ files: 'id' });
    this.version(3).stores({ drafts: 'name' });
  }

  async recall<K extends keyof Remembered>(name: K): Promise<Remembered[K] | undefined> {
    return (await this.memory.get(name))?.value as Remembered[K] | undefined;
  }

  async remember<K extends keyof Remembered>(name: K, value: Remembered[K]): Promise<void> {
    await this.memory.put({ name, value });
  }
}
