import { fromBase45 } from './base45.ts';
import { Refusal, toBase64 } from './bytes.ts';
import { type Claims, outsideOf, readClaims } from './claims.ts';
import { readSigned, type Signed } from './cose.ts';
import { type Certificate, kindsIn, readEntries } from './entries.ts';
import { inflate } from './inflate.ts';
import { judge, type Judgement } from './judge.ts';
import { type PassRead, readPass } from './pass.ts';
import { type CodeOutcome, type Reading, type Requirement, type Step, type StepState, steps } from './reading.ts';
import { algorithms, checkTrust, type TrustedKey, type TrustList, type Usage } from './trust.ts';

/** What a code is held against. */
export interface Against {
  readonly trust: TrustList;
  /** Milliseconds since 1970: the instant for which time window and age of the sample are judged. */
  readonly at: number;
  /** Today's rule; null leaves a good code `unruled`. */
  readonly requirement: Requirement | null;
}

const prefix = 'HC1:';
/** More than any QR code holds (4,296 letters). */
const longestText = 8192;

/** Without what surrounds a code in files and on keyboards; blanks behind it stay, they are letters of base45. */
const trimmed = (raw: string): string => raw.trimStart().replace(/^[\r\n\t\uFEFF]+|[\r\n\t\uFEFF]+$/g, '');

/** A short word and a colon are another container; the rest is no code. */
const other = (text: string): Judgement => {
  if (text === '') return { outcome: 'not-a-code', detail: 'empty' };
  if (text.length > longestText) return { outcome: 'not-a-code', detail: 'too-long' };
  const container = /^([a-z][a-z\d]{1,7}):/i.exec(text)?.[1];
  if (container === undefined) return { outcome: 'not-a-code', detail: 'no-prefix' };
  const version = /^hc.$/i.test(container);
  return { outcome: 'other-prefix', detail: version ? 'other-version' : 'other-container' };
};

const outsideOutcome = (detail: NonNullable<ReturnType<typeof outsideOf>>): CodeOutcome =>
  detail === 'issued-in-future' || detail === 'not-before' ? 'not-yet-valid' : 'expired';

const algorithmName = (number: number): Reading['algorithm'] =>
  number === algorithms.ES256 ? 'ES256' : number === algorithms.PS256 ? 'PS256' : null;

/** Milliseconds, when it is a time that a calendar has. */
const instant = (seconds: number | null): number | null =>
  seconds !== null && seconds > -62_135_596_800 && seconds < 253_402_300_800 ? Math.floor(seconds * 1000) : null;

const needsOf = ({ certificate }: Claims): readonly Usage[] => (certificate ? kindsIn(certificate) : ['pass']);

/** One code on its way through the steps. */
class Chain {
  private readonly steps = Object.fromEntries(steps.map((step) => [step, 'not-reached'])) as Record<Step, StepState>;
  private signed: Signed | null = null;
  private claims: Claims | null = null;
  private certificate: Certificate | null = null;
  private pass: PassRead | null = null;
  private key: TrustedKey | null = null;

  async read(raw: string, against: Against): Promise<Reading> {
    return this.reading(await this.judged(trimmed(raw), against));
  }

  private async judged(text: string, against: Against): Promise<Judgement> {
    if (!text.startsWith(prefix) || text.length > longestText) {
      this.steps.prefix = 'failed';
      return other(text);
    }
    this.steps.prefix = 'ok';
    const damage = this.open(text.slice(prefix.length));
    return this.claims === null
      ? { outcome: 'damaged', detail: damage ?? '' }
      : this.weigh(this.claims, damage, against);
  }

  /** The damage of the first step that fails; null when all of them hold. */
  private open(text: string): string | null {
    let now: Step = 'base45';
    const step = <T>(name: Step, act: () => T): T => {
      now = name;
      const value = act();
      this.steps[name] = 'ok';
      return value;
    };
    try {
      const packed = step('base45', () => fromBase45(text));
      const message = step('zlib', () => inflate(packed));
      const signed = (this.signed = step('cose', () => readSigned(message)));
      const claims = (this.claims = step('cbor', () => readClaims(signed.payload)));
      step('schema', () => this.inside(claims));
      if (this.certificate?.several) this.steps.schema = 'failed';
      return null;
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      this.steps[now] = 'failed';
      return refusal.detail;
    }
  }

  private inside({ certificate, pass }: Claims): void {
    if (certificate) this.certificate = readEntries(certificate);
    else if (pass) this.pass = readPass(pass);
  }

  /** All further steps are taken, so that the reading says what each found; the order of the outcomes decides. */
  private async weigh(claims: Claims, damage: string | null, against: Against): Promise<Judgement> {
    const { certificate, signed } = this;
    const outside = outsideOf(claims, against.at);
    this.steps.time = outside === null ? 'ok' : 'failed';
    if (!signed) throw new TypeError('Claims without a message.');
    const { key, no } = await checkTrust(against.trust, signed, needsOf(claims), against.at);
    this.key = key;
    this.steps.signature = key ? 'ok' : 'failed';
    if (key) this.steps.usage = no ? 'failed' : 'ok';
    if (!certificate && !this.pass) return { outcome: 'damaged', detail: damage ?? '' };
    if (no) return no;
    if (outside) return { outcome: outsideOutcome(outside), detail: outside };
    // What a pass is worth is for the post to say.
    if (!certificate) return { outcome: 'unruled', detail: 'pass' };
    return this.rule(judge(certificate, against.requirement, against.at));
  }

  private rule(judgement: Judgement): Judgement {
    if (judgement.outcome !== 'unruled') this.steps.rule = judgement.outcome === 'accepted' ? 'ok' : 'failed';
    return judgement;
  }

  private reading({ outcome, detail }: Judgement): Reading {
    const { signed, claims, certificate, key } = this;
    return {
      outcome,
      detail,
      steps: this.steps,
      kid: signed?.kid ? toBase64(signed.kid) : null,
      algorithm: signed?.algorithm ? algorithmName(signed.algorithm) : null,
      issuer: claims?.issuer ?? null,
      signer: key?.issuer ?? null,
      issuedAt: instant(claims?.issuedAt ?? null),
      expiresAt: instant(claims?.expiresAt ?? null),
      kind: certificate?.kind ?? 'none',
      name: certificate?.name ?? null,
      birthDate: certificate?.birthDate ?? '',
      entries: certificate?.entries ?? [],
      test: certificate?.test ?? null,
      deviations: certificate?.deviations ?? [],
      pass: this.pass,
    };
  }
}

/**
 * From a text to an outcome: prefix, base45, zlib, COSE, CWT, schema, signature, time, usage, rule; the twin of `src/engines/Certificates`. Fails
 * closed: only `accepted` says that a rule may be met. Never throws for what a code holds.
 */
export const readCode = (text: string, against: Against): Promise<Reading> => new Chain().read(text, against);
