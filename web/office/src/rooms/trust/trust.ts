import { useQuery } from '@tanstack/vue-query';
import { api, type TrustedKey } from '../../api';
import { queries } from '../../queries';

/** Whose signatures does the county believe? */
export const useTrust = () => useQuery({ queryKey: ['trust'], queryFn: api.trust });

/** Codes are held against the same list. */
export const askTrustAgain = async (): Promise<void> => {
  await queries.invalidateQueries({ queryKey: ['trust'] });
  await queries.invalidateQueries({ queryKey: ['codes'] });
};

/** A file's bytes as the server takes them. */
export const base64Of = async (file: Blob): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  // In pieces: all at once would be more arguments than a call may have.
  for (let from = 0; from < bytes.length; from += 0x8000)
    text += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  return btoa(text);
};

/** Keys whose issuer, id or source holds what was typed. */
export const matching = (keys: readonly TrustedKey[], typed: string): TrustedKey[] => {
  const wanted = typed.trim().toLowerCase();
  return keys.filter(({ issuer, kid, source }) =>
    [issuer, kid, source].some((text) => text.toLowerCase().includes(wanted)),
  );
};

export type Validity = 'always' | 'now' | 'ended' | 'not-yet';

export const validityOf = (
  { validFrom, validTo }: Pick<TrustedKey, 'validFrom' | 'validTo'>,
  now: number,
): Validity => {
  if (validTo !== null && Date.parse(validTo) < now) return 'ended';
  if (validFrom !== null && now < Date.parse(validFrom)) return 'not-yet';
  return validFrom === null && validTo === null ? 'always' : 'now';
};
