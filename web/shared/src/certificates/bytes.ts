/** Bytes of their own, as WebCrypto wants them. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** A step of the chain refused the code; `detail` is its stable code, without any content of the code. */
export class Refusal extends Error {
  readonly detail: string;

  constructor(detail: string) {
    super(detail);
    this.detail = detail;
  }
}

export const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

export const fromBase64 = (text: string): Bytes => {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(standard), (letter) => letter.charCodeAt(0));
};

export const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
