import type { Reading, Requirement, TrustList } from '@redvest/shared/certificates';

type Reader = typeof import('@redvest/shared/certificates');

let coming: Promise<Reader | null> | null = null;

/** The reader of codes is a part of its own, which loads when the lane has opened. A failure is tried again with the next code. */
export const loadReader = (): Promise<Reader | null> =>
  (coming ??= import('@redvest/shared/certificates').catch(() => {
    coming = null;
    return null;
  }));

let trusted: { readonly section: unknown; readonly list: TrustList } = { section: null, list: [] };

/** The bundle's keys, read once for each bundle so that the browser imports each key once. */
const listOf = (reader: Reader, section: unknown): TrustList => {
  if (trusted.section !== section) trusted = { section, list: reader.readTrustList(section) };
  return trusted.list;
};

/** Reads a code on this phone, with no network. Null when the reader cannot be loaded: then only the centre knows what the code is. */
export const readShown = async (
  code: string,
  against: { readonly trust: unknown; readonly at: number; readonly requirement: Requirement | null },
): Promise<Reading | null> => {
  const reader = await loadReader();
  if (!reader) return null;
  const { trust, at, requirement } = against;
  return reader.readCode(code, { trust: listOf(reader, trust), at, requirement });
};
