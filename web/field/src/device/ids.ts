const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** Random 74 bits for an id; a parameter so that tests can give their own. */
export const randomBytes = (): Uint8Array => crypto.getRandomValues(new Uint8Array(10));

/**
 * A UUID of version 7 for a given instant.
 * @param at milliseconds since 1970; the record's event time as far as the device knows it, not the phone's clock
 */
export const uuidAt = (at: number, random: Uint8Array = randomBytes()): string => {
  const time = hex(Math.trunc(at), 12);
  const r = Array.from(random, (byte) => hex(byte, 2));
  const third = hex(0x70 | ((random[0] ?? 0) & 0x0f), 2) + (r[1] ?? '');
  const fourth = hex(0x80 | ((random[2] ?? 0) & 0x3f), 2) + (r[3] ?? '');
  return `${time.slice(0, 8)}-${time.slice(8)}-${third}-${fourth}-${r.slice(4).join('')}`;
};

/** The instant inside an id, in milliseconds since 1970. */
export const timeOf = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
