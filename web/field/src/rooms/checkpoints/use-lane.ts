import { offsetMinutes, unreachable } from '@redvest/shared';
import { type DatedGate, gateAt } from '@redvest/shared/gates';
import { onBeforeUnmount, type ShallowRef, shallowRef } from 'vue';
import type { Device } from '../../device/device.ts';
import { uuidAt } from '../../device/ids.ts';
import { line, report } from '../../device/line.ts';
import type { Lane, Post, Proposal } from '../../device/protocol.ts';
import { shiftAt } from '../../device/shift.ts';
import { readWithdrawn } from '../passes/pass.ts';
import { type Check, type Missing, unmeasured } from './check.ts';
import { openItem } from './gate.ts';
import { isOnFoot } from './post-kinds.ts';
import { loadReader, readShown } from './codes.ts';
import { emptyLane, type LaneModel, update } from './lane.ts';
import { recordOf } from '../../device/outbox.ts';
import type { Rules } from './rules.ts';
import { buzz, speak } from './speak.ts';
import type { Effect, Message, World } from './world.ts';

export interface LaneSeat {
  readonly post: Post;
  readonly lane: () => Lane;
  readonly rules: () => Rules | null;
  /** The keys that are believed, as the bundle has them. */
  readonly trust: () => unknown;
  /** The bundle's section of withdrawn passes. */
  readonly passes: () => unknown;
  /** What the post asks by, as the bundle has it: now and next. */
  readonly gates: () => readonly DatedGate[];
  readonly outbreakInForce: (now: number) => boolean;
  readonly answerWaitMs: () => number;
  readonly officer: () => string | null;
}

/** Without rules at hand a person decides, by the temperature at least. */
const withoutRules = (check: Check): Missing | null => {
  const next = unmeasured(check);
  return next ? { n: next.n, what: 'temperature' } : null;
};

/** What was given in this shift on this phone, from the records it still keeps. */
const countShift = async (device: Device, post: Post): Promise<LaneModel['counts']> => {
  const entries = await device.outbox.since(shiftAt(device.clock.now(), post.shifts).startedAt);
  const bodies = new Map(
    entries
      .filter((entry) => entry.kind === 'checkpoints.check-started')
      .map((entry) => [entry.subject, recordOf(entry).body as { vehicle: unknown }]),
  );
  const verdicts = new Map(
    entries.filter((entry) => entry.kind === 'checkpoints.verdict').map((entry) => [entry.subject, entry]),
  );
  let vehicles = 0;
  let persons = 0;
  for (const [subject, entry] of verdicts) {
    if (bodies.get(subject)?.vehicle !== null) vehicles++;
    persons += (recordOf(entry).body as { occupants?: unknown[] }).occupants?.length ?? 0;
  }
  return { vehicles, persons };
};

/** Runs the lane's `update`: gives it the world, does what it asks, brings it the answers. */
export const useLane = (
  device: Device,
  seat: LaneSeat,
): {
  readonly model: Readonly<ShallowRef<LaneModel>>;
  readonly send: (message: Message) => void;
  readonly resumed: Readonly<ShallowRef<boolean>>;
} => {
  const model = shallowRef<LaneModel>(emptyLane);
  const resumed = shallowRef(false);
  const asked = new Map<string, { subject: string; revision: number }>();
  // Records leave in the order in which they were made, whatever each one's writing takes.
  let writing: Promise<unknown> = Promise.resolve();

  const world = (): World => {
    const now = device.clock.now();
    const rules = seat.rules();
    const gate = gateAt(seat.gates(), now);
    return {
      now,
      wall: Date.now(),
      fresh: uuidAt(now),
      checkpoint: seat.post.checkpoint.id,
      lane: seat.lane(),
      answerWaitMs: seat.answerWaitMs(),
      centreAway: line.value.reach === 'away',
      pack: rules?.pack ?? null,
      outbreakInForce: seat.outbreakInForce(now),
      areas: rules?.areas ?? null,
      trips: device.bundle.value?.trips,
      utcOffsetMinutes: offsetMinutes.value,
      withdrawn: readWithdrawn(seat.passes()),
      decide: (check, at) => rules?.decide(check, at) ?? null,
      gate,
      onFoot: isOnFoot(seat.post),
      missing: (check, at) =>
        (gate ? openItem(gate, check, at, rules?.exempt(check, at) ?? []) : null) ??
        (rules ? rules.missing(check, at) : withoutRules(check)),
    };
  };

  // One writing at a time, and of what changes meanwhile only the last.
  let draft: Check | null = null;
  let keeping = false;
  const keepDraft = async (check: Check | null): Promise<void> => {
    draft = check;
    if (keeping) return;
    keeping = true;
    try {
      for (let kept: Check | null | undefined; kept !== draft;)
        await device.store.drafts.put({ name: 'check', value: (kept = draft) });
    } finally {
      keeping = false;
    }
  };

  const send = (message: Message): void => {
    const before = model.value.check;
    const [next, effects] = update(model.value, message, world());
    model.value = next;
    if (next.check !== before) keepDraft(next.check).catch(() => undefined);
    effects.forEach(run);
  };

  const record = (effect: Extract<Effect, { do: 'record' }>): void => {
    const officer = seat.officer();
    const { kind, subject, body, revision } = effect;
    writing = writing.then(async () => {
      try {
        const entry = await device.append({ kind, subject, body, officer });
        if (revision !== undefined) asked.set(entry.id, { subject, revision });
        report({ cannotStore: false });
      } catch {
        // A full or broken storage: the next record is tried all the same, and the officer is told.
        report({ cannotStore: true });
      }
    });
  };

  const recognise = async ({ subject, question }: Extract<Effect, { do: 'recognise' }>): Promise<void> => {
    if (line.value.reach === 'away') {
      send({ kind: 'not-recognised', subject });
      return;
    }
    const result = await device.recognise(question);
    send(
      result.ok ? { kind: 'recognised', subject, question, answer: result.value } : { kind: 'not-recognised', subject },
    );
  };

  const readCode = async ({ subject, code }: Extract<Effect, { do: 'read-code' }>): Promise<void> => {
    const requirement = seat.rules()?.requirement ?? null;
    const certificate = await readShown(code, { trust: seat.trust(), at: device.clock.now(), requirement });
    send({ kind: 'code-read', subject, code, certificate });
  };

  const run = (effect: Effect): void => {
    switch (effect.do) {
      case 'record':
        return record(effect);
      case 'recognise':
        return void recognise(effect);
      case 'read-code':
        return void readCode(effect);
      case 'wait':
        // At once means before anything is drawn: an old phone draws the lane once, not twice.
        return effect.ms === 0 ? send(effect.then) : void setTimeout(() => send(effect.then), effect.ms);
      case 'speak':
        return speak(effect.verdict, effect.mustLook, effect.persons);
      case 'sound':
        return buzz(effect.what);
      default:
        return unreachable(effect);
    }
  };

  const stop = device.onAnswers((outcomes) => {
    for (const said of outcomes) {
      const question = asked.get(said.id);
      if (!question || said.answer === undefined || said.answer === null) continue;
      asked.delete(said.id);
      send({ kind: 'answered', ...question, proposal: said.answer as Proposal });
    }
  });
  onBeforeUnmount(stop);
  // Ready before the first code comes, and not in the way of the first picture.
  setTimeout(() => void loadReader(), 500);

  void (async () => {
    const counts = await countShift(device, seat.post);
    model.value = { ...model.value, counts };
    const kept = (await device.store.drafts.get('check'))?.value as Check | null | undefined;
    if (kept && model.value.check === null) {
      resumed.value = true;
      send({ kind: 'resume', check: kept });
    }
  })();

  return { model, send, resumed };
};
