/** Reconnecting devices are spread over a minute, so that a whole county does not knock at once. */
const LongestMs = 60_000;

/**
 * How long to wait before the next try.
 * @param failures in a row, 1 after the first
 * @param retryAfterSeconds the server's wish, if it had one
 * @param random 0 to 1
 */
export const nextTryMs = (failures: number, retryAfterSeconds: number | null, random: number): number => {
  const ceiling = Math.min(LongestMs, 1000 * 2 ** Math.min(failures, 10));
  const spread = ceiling * (0.5 + random / 2);
  return Math.round(retryAfterSeconds === null ? spread : retryAfterSeconds * 1000 * (1 + random / 2));
};

/** When the phone says that a network is back: at once after a short gap, spread over up to a minute after a long one. */
export const rejoinMs = (awayMs: number, random: number): number =>
  Math.round(Math.min(LongestMs, awayMs / 4) * random);
