import type { DatedGate } from '@redvest/shared/gates';
import { type Problem, type Result } from '@redvest/shared';
import type { Trip } from '../rooms/freight/trips.ts';
import type { Held } from '../rooms/yard/yard.ts';
import { fromBase64Url } from './base64url.ts';
import { sha256, verify } from './keys.ts';
import type { Post, Settings, Staff } from './protocol.ts';
import type { Session } from './session.ts';
import type { DeviceStore, Identity, Section } from './store.ts';

interface BundleAnswer {
  readonly manifest: string;
  readonly signature: string;
  readonly sections: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly deviceId: string;
  readonly revision: number;
  readonly epoch: number;
  readonly asOf: string;
  readonly sections: readonly { readonly name: string; readonly version: string | number; readonly sha256: string }[];
}

/** What the device works with, parsed once. A section it never received is null. */
export interface Bundle {
  readonly asOf: string;
  readonly post: Post | null;
  readonly staff: readonly Staff[];
  /** The pack's JSON text, for the rules to read. */
  readonly pack: string | null;
  readonly outbreak: unknown;
  /** The keys whose certificates are believed (docs/certificates.md), for the reader of codes. */
  readonly trust: unknown;
  /** Commuter passes that were suspended or ended while their printed code still holds. */
  readonly passes: unknown;
  /** Whom the post answers for, and its lorries (docs/custody.md). */
  readonly yard: readonly Held[];
  readonly trips: readonly Trip[];
  /** What the post asks by: what holds now first, then what comes. */
  readonly gates: readonly DatedGate[];
  /** Handover, log and rules of the post, for the pages of the shift. */
  readonly shift: unknown;
  readonly settings: Settings;
}

const defaults: Settings = { answerWaitMs: 1500, keepHours: 72 };

const refused = (code: string): { readonly ok: false; readonly problem: Problem } => ({
  ok: false,
  problem: { status: 0, code, params: {}, title: '', retryAfterSeconds: null },
});

/**
 * Checks a bundle: the server's signature over the manifest, whose device it is for, that it is not older than ours, and
 * each section's hash. Nothing of a bundle that fails is used.
 * @returns the sections to keep, or why the bundle was not taken
 */
export const checkBundle = async (
  answer: BundleAnswer,
  identity: Identity,
  held: ReadonlyMap<string, Section>,
  known: { readonly revision: number; readonly epoch: number } | undefined,
): Promise<Result<{ manifest: Manifest; sections: readonly Section[] }>> => {
  try {
    const key = fromBase64Url(identity.serverKey);
    if (!(await verify(key, fromBase64Url(answer.signature), answer.manifest)))
      return refused('bundle-signature-wrong');
    const manifest = JSON.parse(answer.manifest) as Manifest;
    if (manifest.deviceId !== identity.deviceId) return refused('bundle-of-another-device');
    if (known && manifest.epoch <= known.epoch && manifest.revision < known.revision) return refused('bundle-older');
    const sections: Section[] = [];
    for (const { name, version, sha256: wanted } of manifest.sections) {
      const text = answer.sections[name] ?? held.get(name)?.text;
      if (text === undefined || (await sha256(text)) !== wanted) return refused('bundle-section-wrong');
      JSON.parse(text);
      sections.push({ name, version, text });
    }
    return { ok: true, value: { manifest, sections } };
  } catch {
    return refused('bundle-unreadable');
  }
};

/** Asks for what changed and keeps it, all or nothing. */
export const pullBundle = async (store: DeviceStore, session: Session): Promise<Result<boolean>> => {
  const identity = await store.recall('identity');
  if (!identity) return refused('not-enrolled');
  const held = await store.sections.toArray();
  const known = await store.recall('bundle');
  const ask = async (mine: readonly Section[]): ReturnType<typeof checkBundle> => {
    const have = mine.map(({ name, version }) => `${name}:${version}`).join(',');
    const answer = await session.call<BundleAnswer>(`/api/v1/sync/bundle?have=${encodeURIComponent(have)}`);
    return answer.ok ? checkBundle(answer.value, identity, new Map(mine.map((one) => [one.name, one])), known) : answer;
  };
  let checked = await ask(held);
  // What lies here may be spoilt: then the whole bundle comes anew.
  if (!checked.ok && checked.problem.code === 'bundle-section-wrong' && held.length > 0) checked = await ask([]);
  if (!checked.ok) return checked;
  const { manifest, sections } = checked.value;
  await store.transaction('rw', store.sections, store.memory, async () => {
    await store.sections.clear();
    await store.sections.bulkPut([...sections]);
    const { revision, epoch, asOf } = manifest;
    await store.remember('bundle', { revision, epoch, asOf });
  });
  return { ok: true, value: manifest.revision !== known?.revision };
};

/** Reads the bundle kept on this device; null before the first pull. */
export const readBundle = async (store: DeviceStore): Promise<Bundle | null> => {
  const [about, sections] = await Promise.all([store.recall('bundle'), store.sections.toArray()]);
  if (!about) return null;
  const texts = new Map(sections.map(({ name, text }) => [name, text]));
  const section = (name: string): unknown => JSON.parse(texts.get(name) ?? 'null') as unknown;
  return {
    asOf: about.asOf,
    post: section('post') as Post | null,
    staff: (section('staff') as Staff[] | null) ?? [],
    pack: section('pack') === null ? null : (texts.get('pack') ?? null),
    outbreak: section('outbreak'),
    trust: section('trust'),
    passes: section('passes'),
    yard: (section('yard') as Held[] | null) ?? [],
    trips: (section('trips') as Trip[] | null) ?? [],
    gates: (section('gate') as DatedGate[] | null) ?? [],
    shift: section('shift'),
    settings: { ...defaults, ...(section('settings') as Partial<Settings> | null) },
  };
};
