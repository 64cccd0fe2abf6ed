import { fromBase64Url, toBase64Url, utf8 } from './base64url.ts';
import type { PinState } from './store.ts';

const Iterations = 310_000;
const FreeTries = 5;

const derive = async (pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<string> => {
  const key = await crypto.subtle.importKey('raw', utf8(pin), 'PBKDF2', false, ['deriveBits']);
  return toBase64Url(await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, 256));
};

/** Four to eight digits, not all the same. */
export const isPin = (pin: string): boolean => /^\d{4,8}$/.test(pin) && new Set(pin).size > 1;

export const createPin = async (pin: string, iterations = Iterations): Promise<PinState> => {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return { salt: toBase64Url(salt), hash: await derive(pin, salt, iterations), iterations, wrong: 0, waitUntil: 0 };
};

/** How long no try is taken after so many wrong ones in a row: nothing below five, then 30 s, doubling up to an hour. */
export const waitMsAfter = (wrong: number): number =>
  wrong < FreeTries ? 0 : Math.min(3_600_000, 30_000 * 2 ** (wrong - FreeTries));

export type PinTry = { readonly kind: 'right' | 'wrong' | 'wait'; readonly state: PinState };

/**
 * Tries a PIN. While the wait runs even the right one is not looked at. A clock set back does not lengthen the wait
 * beyond its own length.
 */
export const tryPin = async (pin: string, state: PinState, now: number): Promise<PinTry> => {
  const longest = now + waitMsAfter(state.wrong);
  if (Math.min(state.waitUntil, longest) > now)
    return { kind: 'wait', state: { ...state, waitUntil: Math.min(state.waitUntil, longest) } };
  const hash = await derive(pin, fromBase64Url(state.salt), state.iterations);
  if (hash === state.hash) return { kind: 'right', state: { ...state, wrong: 0, waitUntil: 0 } };
  const wrong = state.wrong + 1;
  return { kind: 'wrong', state: { ...state, wrong, waitUntil: now + waitMsAfter(wrong) } };
};
