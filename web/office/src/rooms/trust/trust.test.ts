import { describe, expect, it } from 'vitest';
import type { TrustedKey } from '../../api';
import { base64Of, matching, validityOf } from './trust';

const key = (issuer: string, kid: string): TrustedKey => ({
  id: null,
  kid,
  issuer,
  publicKey: '',
  algorithm: 'ES256',
  usages: ['t'],
  validFrom: null,
  validTo: null,
  source: 'list.pem',
  own: false,
  addedAt: '2026-11-24T00:00:00Z',
});

describe('the trust list', () => {
  it('finds a key by its issuer, its id or the file it came from', () => {
    const keys = [key('AT', 'aaa='), key('DE', 'bbb=')];
    expect(matching(keys, ' at ')).toEqual([keys[0]]);
    expect(matching(keys, 'BBB')).toEqual([keys[1]]);
    expect(matching(keys, 'list.pem')).toEqual(keys);
    expect(matching(keys, '')).toEqual(keys);
  });

  it('says when a key counts', () => {
    const now = Date.parse('2026-11-24T12:00:00Z');
    expect(validityOf({ validFrom: null, validTo: null }, now)).toBe('always');
    expect(validityOf({ validFrom: '2026-11-24T11:00:00Z', validTo: '2026-11-24T13:00:00Z' }, now)).toBe('now');
    expect(validityOf({ validFrom: null, validTo: '2026-11-24T11:00:00Z' }, now)).toBe('ended');
    expect(validityOf({ validFrom: '2026-11-24T13:00:00Z', validTo: null }, now)).toBe('not-yet');
  });

  it('sends a large file whole', async () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 256);
    const sent = atob(await base64Of(new Blob([bytes])));
    expect(sent.length).toBe(bytes.length);
    expect(sent.charCodeAt(99_999)).toBe(99_999 % 256);
  });
});
