import { beforeAll, describe, expect, it } from 'vitest';
import { toBase64Url } from './base64url.ts';
import { checkBundle } from './bundle.ts';
import { createKeys, publicKeyOf, sha256, sign } from './keys.ts';
import type { Identity } from './store.ts';

let keys: CryptoKeyPair;
let identity: Identity;

beforeAll(async () => {
  keys = await createKeys();
  identity = {
    deviceId: 'd1',
    owner: 141122,
    checkpointId: 'c',
    serverKey: await publicKeyOf(keys),
    name: '',
    enrolledAt: 0,
  };
});

const aBundle = async (change: { deviceId?: string; revision?: number; text?: string; drop?: boolean } = {}) => {
  const text = '{"lanes":[]}';
  const sections = [{ name: 'post', version: '1', sha256: await sha256(text) }];
  const { deviceId = 'd1', revision = 5 } = change;
  const manifest = JSON.stringify({ deviceId, revision, epoch: 1, asOf: '2026-11-24T09:00:00Z', sections });
  const sent: Record<string, string> = change.drop ? {} : { post: change.text ?? text };
  return { manifest, signature: await sign(keys, manifest), sections: sent };
};

const check = async (
  bundle: Awaited<ReturnType<typeof aBundle>>,
  held = new Map(),
  known?: { revision: number; epoch: number },
) => {
  const result = await checkBundle(bundle, identity, held, known);
  return result.ok ? 'taken' : result.problem.code;
};

describe('a bundle', () => {
  it('signed by the server for this device is taken', async () => expect(await check(await aBundle())).toBe('taken'));

  it('with a changed manifest is not', async () => {
    const bundle = await aBundle();
    expect(await check({ ...bundle, manifest: bundle.manifest.replace('"revision":5', '"revision":6') })).toBe(
      'bundle-signature-wrong',
    );
  });

  it('signed by someone else is not', async () => {
    const bundle = await aBundle();
    expect(await check({ ...bundle, signature: await sign(await createKeys(), bundle.manifest) })).toBe(
      'bundle-signature-wrong',
    );
  });

  it('with another section’s text is not', async () =>
    expect(await check(await aBundle({ text: '{"lanes":[1]}' }))).toBe('bundle-section-wrong'));

  it('for another device is not', async () =>
    expect(await check(await aBundle({ deviceId: 'd2' }))).toBe('bundle-of-another-device'));

  it('older than the one here is not', async () =>
    expect(await check(await aBundle(), new Map(), { revision: 6, epoch: 1 })).toBe('bundle-older'));

  it('may leave out what the device has, if it is the same', async () => {
    const held = (text: string) => new Map([['post', { name: 'post', version: '1', text }]]);
    expect(await check(await aBundle({ drop: true }), held('{"lanes":[]}'))).toBe('taken');
    expect(await check(await aBundle({ drop: true }), held('{}'))).toBe('bundle-section-wrong');
  });

  it('of nonsense is refused and does not throw', async () =>
    expect(await check({ manifest: '{', signature: toBase64Url(new Uint8Array(64)), sections: {} })).toBe(
      'bundle-signature-wrong',
    ));
});
