import type { Problem } from '@redvest/shared';
import { anchorsFor, MostRecords, pushText, takeBatch } from './batch.ts';
import type { DeviceClock } from './clock.ts';
import { sign } from './keys.ts';
import { isOwnAffair, type Outbox } from './outbox.ts';
import type { OutcomeOfRecord, PushAnswer } from './protocol.ts';
import type { Session } from './session.ts';
import type { DeviceStore } from './store.ts';

/** How one round through the waiting records ended. */
export type Round =
  | { readonly kind: 'done'; readonly revision: number | null; readonly left: boolean }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface PushEars {
  readonly epoch: (epoch: number) => Promise<void>;
  /** As the answer arrives, before it is stored: somebody at the lane waits for it. */
  readonly answered?: (outcomes: readonly OutcomeOfRecord[]) => void;
  /** Once they are stored. */
  readonly outcomes: (outcomes: readonly OutcomeOfRecord[]) => void;
}

interface Parts {
  readonly store: DeviceStore;
  readonly clock: DeviceClock;
  readonly outbox: Outbox;
  readonly session: Session;
  readonly ears: PushEars;
}

/** Ids renewed so often in one round and refused again: wait, rather than knock without end. */
const MostRenewals = 3;

/** Whole-push errors that fewer records may cure. */
const tooMuch = (problem: Problem): boolean => [400, 413, 422].includes(problem.status);

/**
 * Sends all that waits, batch by batch, in order of number. A batch the server cannot take is halved down to the one
 * record that is to blame, and that one is put before a person, so that the others never wait behind it.
 */
export const pushRound = async ({ store, clock, outbox, session, ears }: Parts): Promise<Round> => {
  let after = 0;
  let most = MostRecords;
  let revision: number | null = null;
  let left = false;
  let signed = false;
  let renewals = 0;
  for (;;) {
    const batch = takeBatch(await outbox.waiting(after, most), most);
    const last = batch.at(-1);
    if (!last) return { kind: 'done', revision, left };

    const ready = await session.ensure();
    if (!ready.ok) return { kind: 'failed', problem: ready.problem };
    const epoch = (await store.recall('epoch')) ?? 1;
    const body = pushText(crypto.randomUUID(), epoch, anchorsFor(batch, clock.known()), batch);
    const mustSign = signed || batch.some((entry) => session.isOlder(entry.seq));
    const keys = mustSign ? await store.recall('keys') : undefined;
    const headers: Record<string, string> = keys ? { 'x-redvest-signature': await sign(keys, body) } : {};
    const result = await session.call<PushAnswer>('/api/v1/sync/push', {
      body,
      headers,
      timeoutMs: 6_000 + batch.length * 100,
    });

    if (!result.ok && tooMuch(result.problem)) {
      if (batch.length > 1) {
        most = Math.max(1, Math.floor(batch.length / 2));
        continue;
      }
      await outbox.settle([{ id: last.id, outcome: 'refused', code: result.problem.code }]);
      after = last.seq;
      most = MostRecords;
      continue;
    }
    if (!result.ok) return { kind: 'failed', problem: result.problem };

    const answer = result.value;
    ears.answered?.(answer.outcomes);
    await clock.hear(answer.ticket);
    await outbox.settle(answer.outcomes);
    ears.outcomes(answer.outcomes);
    await ears.epoch(answer.epoch);
    revision = answer.revision;
    left ||= answer.outcomes.some(
      (said) => !['stored', 'already-stored', 'refused', 'conflict'].includes(said.outcome),
    );
    // A renewed id and a missing signature are put right in the same round; what the server put off waits for the next.
    const renewed = answer.outcomes.some((said) => isOwnAffair(said) && said.code === 'id-time');
    const unsigned = answer.outcomes.some((said) => isOwnAffair(said) && said.code === 'signature-required');
    if ((!renewed || ++renewals > MostRenewals) && (!unsigned || signed)) after = last.seq;
    left ||= renewed && renewals > MostRenewals;
    signed ||= unsigned;
  }
};
