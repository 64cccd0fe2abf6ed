import { toBase64Url, utf8 } from './base64url.ts';

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const how = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** A key pair whose private half no script can read; IndexedDB keeps it as it is. */
export const createKeys = (): Promise<CryptoKeyPair> => crypto.subtle.generateKey(curve, false, ['sign', 'verify']);

/** SPKI DER, base64url. */
export const publicKeyOf = async (keys: CryptoKeyPair): Promise<string> =>
  toBase64Url(await crypto.subtle.exportKey('spki', keys.publicKey));

/** r‖s, 64 bytes, base64url, over the text's UTF-8 bytes. */
export const sign = async (keys: CryptoKeyPair, text: string): Promise<string> =>
  toBase64Url(await crypto.subtle.sign(how, keys.privateKey, utf8(text)));

/** Whether the server, whose key came with the enrolment, signed this text. */
export const verify = async (
  serverKey: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
  text: string,
): Promise<boolean> => {
  const key = await crypto.subtle.importKey('spki', serverKey, curve, false, ['verify']);
  return crypto.subtle.verify(how, key, signature, utf8(text));
};

export const sha256 = async (text: string): Promise<string> =>
  toBase64Url(await crypto.subtle.digest('SHA-256', utf8(text)));
