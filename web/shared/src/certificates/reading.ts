import type { PassRead } from './pass.ts';
import type { Fields, HolderName, Kind, Test } from './entries.ts';

/** What a scanned or pasted text turned out to be, in the order of the tests: the first that applies is the outcome. The server has the same. */
export const outcomes = [
  'not-a-code', 'other-prefix', 'damaged', 'issuer-unknown', 'forged', 'not-yet-valid', 'expired', 'wrong-kind',
  'result-positive', 'result-empty', 'too-old', 'unruled', 'accepted',
] as const; // prettier-ignore
export type CodeOutcome = (typeof outcomes)[number];

export const steps = [
  'prefix', 'base45', 'zlib', 'cose', 'cbor', 'schema', 'signature', 'time', 'usage', 'rule',
] as const; // prettier-ignore
export type Step = (typeof steps)[number];
export type StepState = 'ok' | 'failed' | 'not-reached';

/** What became of one text. Reading is not believing: look at the outcome. Times are milliseconds since 1970. */
export interface Reading {
  readonly outcome: CodeOutcome;
  /** Stable code of what exactly decided the outcome. */
  readonly detail: string;
  readonly steps: Readonly<Record<Step, StepState>>;
  /** Base64; null without one. */
  readonly kid: string | null;
  /** As the code says. */
  readonly algorithm: 'ES256' | 'PS256' | null;
  /** Who the code says issued it. */
  readonly issuer: string | null;
  /** Whose key made the signature, by our trust list; null when none did. */
  readonly signer: string | null;
  readonly issuedAt: number | null;
  readonly expiresAt: number | null;
  readonly kind: Kind;
  readonly name: HolderName | null;
  readonly birthDate: string;
  readonly entries: readonly Fields[];
  readonly test: Test | null;
  readonly deviations: readonly string[];
  /** Null when the code is no commuter pass. */
  readonly pass: PassRead | null;
}

/** What today's rule asks of a certificate; the numbers come from the pack. */
export interface Requirement {
  readonly kinds: readonly Exclude<Kind, 'none'>[];
  readonly testKinds: readonly Test['kind'][];
  /** The oldest sample that counts, in whole minutes; null when the rule sets none. */
  readonly sampleMinutes: number | null;
  /** The diseases that count (SNOMED codes); absent or null for any. */
  readonly agents?: readonly string[] | null;
}

const signedOutcomes: readonly CodeOutcome[] = ['accepted', 'unruled', 'too-old', 'result-positive', 'result-empty'];

/** Whether signature, trust and time window hold, so that what the certificate says of a test is known, for good or bad. */
export const isSigned = (outcome: CodeOutcome): boolean => signedOutcomes.includes(outcome);
