import type { PlateColour, Verdict } from '@redvest/shared';
import type { GateItem, GateTemplate } from '@redvest/shared/gates';
import type { Reading } from '@redvest/shared/certificates';
import type {
  Category,
  Direction,
  Lane,
  PackId,
  Proposal,
  RecogniseQuestion,
  Recognition,
} from '../../device/protocol.ts';
import type { PassWorld } from '../passes/pass.ts';
import type { Check, HealthCode, Missing, Occupant, TestSeen, Way } from './check.ts';
import type { FactsAt } from './facts.ts';
import type { Answer } from './gate.ts';

/** What the pack decides for a check from what the phone knows; null when there is no pack. */
export type Decide = (check: Check, at: FactsAt) => Proposal | null;

/** What a message meets: read, never changed. Given anew with each message, so that `update` needs no clock. */
export interface World {
  /** The county's time as this device knows it, milliseconds. */
  readonly now: number;
  readonly wall: number;
  /** An unused id, in case the message starts a passage. */
  readonly fresh: string;
  readonly checkpoint: string;
  readonly lane: Lane;
  readonly answerWaitMs: number;
  readonly centreAway: boolean;
  readonly pack: PackId | null;
  readonly outbreakInForce: boolean;
  readonly areas?: FactsAt['areas'];
  readonly trips?: FactsAt['trips'];
  readonly utcOffsetMinutes: number;
  /** Commuter passes that were suspended or ended, by id. */
  readonly withdrawn: PassWorld['withdrawn'];
  /** What the post asks of everybody; null: only what the rules need. */
  readonly gate: GateTemplate | null;
  /** People come on foot here, unless a plate is seen. */
  readonly onFoot: boolean;
  readonly decide: Decide;
  /** What is still to be seen before the rules can speak. */
  readonly missing: (check: Check, at: FactsAt) => Missing | null;
}

/** What happened at the lane. */
export type Message =
  | { readonly kind: 'said'; readonly text: string; readonly way: Extract<Way, 'card' | 'code' | 'manual'> }
  | {
      /** A code was read by this phone; without a certificate when the reader could not be loaded. */
      readonly kind: 'code-read';
      /** The passage in which it was scanned; null before there was one. */
      readonly subject: string | null;
      readonly code: string;
      readonly certificate: Reading | null;
    }
  | { readonly kind: 'plate'; readonly plate: string; readonly unusual: boolean }
  | { readonly kind: 'plate-colour'; readonly colour: PlateColour | null }
  | { readonly kind: 'plate-unreadable' }
  | { readonly kind: 'on-foot'; readonly yes: boolean }
  | {
      readonly kind: 'document';
      readonly document: NonNullable<Occupant['document']>;
      readonly way: Extract<Way, 'card' | 'manual'>;
    }
  /** The short number of people who registered themselves. */
  | { readonly kind: 'registration'; readonly number: string }
  | { readonly kind: 'add' }
  | { readonly kind: 'remove'; readonly n: number }
  /** The code of this person is somebody else's. */
  | { readonly kind: 'not-theirs'; readonly n: number }
  | { readonly kind: 'driver'; readonly n: number }
  | { readonly kind: 'temperature'; readonly n: number; readonly tenths: number | null }
  | { readonly kind: 'health-code'; readonly n: number; readonly colour: HealthCode | null }
  | { readonly kind: 'test'; readonly n: number; readonly test: TestSeen | null }
  | { readonly kind: 'origin'; readonly n: number; readonly region: string | null }
  | { readonly kind: 'mask'; readonly n: number; readonly mask: boolean | null }
  | { readonly kind: 'item'; readonly n: number; readonly item: GateItem; readonly value: Answer | null }
  /** Everything that is still open of this person was seen, and in order. */
  | { readonly kind: 'all-good'; readonly n: number }
  | { readonly kind: 'visitor'; readonly n: number; readonly visitor: Occupant['visitor'] | null }
  | { readonly kind: 'disinfected'; readonly yes: boolean }
  /** Which way the next ones go, on a phone that serves both. */
  | { readonly kind: 'facing'; readonly direction: Direction }
  | { readonly kind: 'category'; readonly category: Category }
  | { readonly kind: 'direction'; readonly direction: Direction }
  | {
      readonly kind: 'recognised';
      readonly subject: string;
      readonly question: RecogniseQuestion;
      readonly answer: Recognition;
    }
  | { readonly kind: 'not-recognised'; readonly subject: string }
  | { readonly kind: 'decide-anyway' }
  | { readonly kind: 'settled'; readonly subject: string; readonly revision: number }
  | { readonly kind: 'waited'; readonly subject: string; readonly revision: number }
  | {
      readonly kind: 'answered';
      readonly subject: string;
      readonly revision: number;
      readonly proposal: Proposal | null;
    }
  | { readonly kind: 'accept' }
  | { readonly kind: 'adopt-late' }
  | {
      readonly kind: 'give';
      readonly given: readonly { readonly n: number; readonly given: Verdict }[];
      readonly reason: string;
    }
  | { readonly kind: 'emergency' }
  | { readonly kind: 'left' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'queue'; readonly by: 1 | -1 }
  | { readonly kind: 'queue-settled'; readonly taps: number }
  | { readonly kind: 'resume'; readonly check: Check };

/** What the world is to do. Everything a person entered is a `record` before it is anything else. */
export type Effect =
  | {
      readonly do: 'record';
      readonly kind: string;
      readonly subject: string;
      readonly body: unknown;
      readonly revision?: number;
    }
  | { readonly do: 'recognise'; readonly subject: string; readonly question: RecogniseQuestion }
  | { readonly do: 'read-code'; readonly subject: string | null; readonly code: string }
  | { readonly do: 'wait'; readonly ms: number; readonly then: Message }
  | { readonly do: 'speak'; readonly verdict: Verdict; readonly mustLook: boolean; readonly persons: number }
  | { readonly do: 'sound'; readonly what: 'heard' | 'unclear' };
