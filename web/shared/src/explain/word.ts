/** A known code in words, another one as it stands: codes of a newer server are shown, never hidden. */
export const word = (known: Readonly<Record<string, string>>, code: string | null | undefined): string =>
  code === null || code === undefined ? '' : Object.hasOwn(known, code) ? (known[code] ?? code) : code;
