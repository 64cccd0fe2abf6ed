import type { Certificate, Test } from './entries.ts';
import type { CodeOutcome, Requirement } from './reading.ts';

export interface Judgement {
  readonly outcome: CodeOutcome;
  readonly detail: string;
}

const MinuteMs = 60_000;

const wrongKind = ({ kind, test }: Certificate, { kinds, agents }: Requirement): Judgement | null => {
  if (kind === 'none' || !kinds.includes(kind)) return { outcome: 'wrong-kind', detail: 'kind-not-accepted' };
  if (test && agents && !agents.includes(test.agent)) return { outcome: 'wrong-kind', detail: 'agent-not-accepted' };
  return null;
};

const tooOld = (test: Test, at: number, minutes: number): Judgement | null => {
  if (test.sampledAt === null) return { outcome: 'too-old', detail: 'sample-time-unknown' };
  return Math.floor((at - test.sampledAt) / MinuteMs) > minutes ? { outcome: 'too-old', detail: 'too-old' } : null;
};

const byTest = (test: Test, requirement: Requirement | null, at: number): Judgement | null => {
  // Of whatever kind of test: a positive one is never waved off as the wrong one.
  if (test.result === 'positive') return { outcome: 'result-positive', detail: 'result-positive' };
  if (requirement && !requirement.testKinds.includes(test.kind))
    return { outcome: 'wrong-kind', detail: 'test-kind-not-accepted' };
  switch (test.result) {
    case 'empty':
      return { outcome: 'result-empty', detail: 'result-empty' };
    case 'unknown':
      return { outcome: 'result-empty', detail: 'result-unknown' };
    case 'negative':
      return requirement?.sampleMinutes == null ? null : tooOld(test, at, requirement.sampleMinutes);
  }
};

/** What a signed, trusted and current certificate is worth to today's rule. */
export const judge = (certificate: Certificate, requirement: Requirement | null, at: number): Judgement => {
  const { several, test } = certificate;
  if (test?.sampledAt != null && test.sampledAt > at) return { outcome: 'not-yet-valid', detail: 'sample-in-future' };
  if (several) return { outcome: 'wrong-kind', detail: several };
  return (
    (requirement && wrongKind(certificate, requirement)) ??
    (test && byTest(test, requirement, at)) ??
    (requirement ? { outcome: 'accepted', detail: 'accepted' } : { outcome: 'unruled', detail: 'unruled' })
  );
};
