import { type Verdict, stricter, unreachable } from '@redvest/shared';
import type { Category, Direction, Proposal, RecogniseQuestion, Recognition } from '../../device/protocol.ts';
import { categories } from '../../device/protocol.ts';
import { checkStarted, queueLength, verdictBody } from './bodies.ts';
import {
  type Card,
  type Check,
  type Given,
  inOrder,
  type Missing,
  type Occupant,
  openCard,
  unmeasured,
} from './check.ts';
import { passOf } from '../passes/pass.ts';
import { factsOf } from './facts.ts';
import { allGood, answered } from './gate.ts';
import {
  notTheirs,
  passesSaid,
  present,
  recognisePerson,
  recogniseVehicle,
  seatRegistered,
  understand,
  vehicleOf,
} from './identify.ts';
import type { Effect, Message, World } from './world.ts';

/** Quick taps on one person become one record. */
const SettleMs = 300;

export interface LaneModel {
  readonly check: Check | null;
  readonly card: Card;
  /** The device's own proposal for the stored evidence, and the centre's when it came. */
  readonly device: Proposal | null;
  readonly server: Proposal | null;
  /** What is still to be seen; null when the rules can speak. */
  readonly missing: Missing | null;
  /** The officer wants a proposal although something is missing. */
  readonly anyway: boolean;
  /** Questions to the centre that are on their way. */
  readonly asking: number;
  readonly given: Given | null;
  readonly counts: { readonly vehicles: number; readonly persons: number };
  readonly queue: number | null;
  /** Taps on the queue buttons so far: only the last one's rest is recorded. */
  readonly queueTaps: number;
  readonly notice: 'unclear' | 'registration-away' | 'registration-unknown' | null;
  /** Which way the next ones go; null: as the lane does. */
  readonly facing: Direction | null;
  /** Asked once to drop the check: the next time it is meant. */
  readonly dropping: boolean;
}

export type Next = readonly [LaneModel, readonly Effect[]];

export const emptyLane: LaneModel = {
  check: null,
  card: openCard,
  device: null,
  server: null,
  missing: null,
  anyway: false,
  asking: 0,
  given: null,
  counts: { vehicles: 0, persons: 0 },
  queue: null,
  queueTaps: 0,
  notice: null,
  facing: null,
  dropping: false,
};

const stay = (model: LaneModel): Next => [model, []];

const asCategory = (text: string | null | undefined): Category | null => categories.find((one) => one === text) ?? null;

/** The first word about a passer opens the passage; a car that was let go before has left the barrier. */
const opened = (model: LaneModel, world: World): readonly [Check, readonly Effect[]] => {
  if (model.check) return [model.check, []];
  const check: Check = {
    subject: world.fresh,
    startedWall: world.wall,
    direction: model.facing ?? world.lane.direction,
    // Where people live most who come belong there; at a road nobody knows.
    category: asCategory(world.lane.category) ?? (world.onFoot ? 'local' : 'outside'),
    vehicle: world.onFoot ? null : { plate: null, plateUnreadable: false, unusual: false },
    occupants: [],
    revision: 1,
    stored: 0,
  };
  return [check, leave(model.given, world, true)];
};

const leave = (given: Given | null, world: World, inferred: boolean): readonly Effect[] => {
  const stays: readonly Verdict[] = ['hold', 'sample-and-wait', 'refer'];
  if (!given || given.left || (inferred && stays.includes(given.verdict))) return [];
  const body = { lane: world.lane.id, checkpoint: world.checkpoint, ...(inferred ? { inferred } : {}) };
  return [{ do: 'record', kind: 'checkpoints.left', subject: given.subject, body }];
};

/** A check that is dropped after the centre heard of it has to end there too, or it stays in check for ever. */
const drop = ({ check }: LaneModel, world: World): readonly Effect[] => {
  if (!check || (check.stored === 0 && !check.vehicle?.plate)) return [];
  const body = { lane: world.lane.id, checkpoint: world.checkpoint, dropped: true };
  return [{ do: 'record', kind: 'checkpoints.left', subject: check.subject, body }];
};

/** Evidence changed: what was shown no longer counts, and the new state is stored when the taps come to rest. */
const changed = (
  model: LaneModel,
  check: Check,
  effects: readonly Effect[] = [],
  at: 'once' | 'soon' = 'soon',
): Next => {
  const next: LaneModel = { ...model, check, card: openCard, device: null, server: null, given: null, notice: null };
  const { subject, revision } = check;
  const rest: Effect = { do: 'wait', ms: at === 'once' ? 0 : SettleMs, then: { kind: 'settled', subject, revision } };
  return [next, [...effects, rest]];
};

const edit = (model: LaneModel, world: World, change: (check: Check) => Check, at: 'once' | 'soon' = 'soon'): Next => {
  const [check, effects] = opened(model, world);
  const next = change(check);
  return changed(model, { ...next, revision: check.revision + 1 }, effects, at);
};

const editOne = (model: LaneModel, world: World, n: number, change: (occupant: Occupant) => Occupant): Next =>
  edit(model, world, (check) => ({
    ...check,
    occupants: check.occupants.map((one) => (one.n === n ? change(one) : one)),
  }));

/** A member set, or taken away again. */
const put = <K extends keyof Occupant>(occupant: Occupant, key: K, value: Occupant[K] | null): Occupant => {
  const { [key]: _before, ...rest } = occupant;
  return (value === null ? rest : { ...rest, [key]: value }) as Occupant;
};

const identify = (model: LaneModel, world: World, evidence: Parameters<typeof present>[1]): Next => {
  const [check, effects] = opened(model, world);
  const seated = present(check, evidence);
  if (seated === check) return stay(model);
  const next =
    evidence.pass?.state === 'active' && !seated.sorted ? { ...seated, category: 'commuter' as const } : seated;
  const question = evidence.document ? { document: evidence.document } : { code: evidence.code ?? '' };
  const asked: Effect = { do: 'recognise', subject: check.subject, question };
  const [after, more] = changed({ ...model, asking: model.asking + 1 }, next, effects, 'once');
  const isClear = evidence.certificate?.outcome !== 'damaged';
  return [after, [...more, asked, { do: 'sound', what: isClear ? 'heard' : 'unclear' }]];
};

const identifyPlate = (model: LaneModel, world: World, plate: string, unusual: boolean): Next => {
  const [check, effects] = opened(model, world);
  // Another plate is another vehicle: what was seen of the one before is not its.
  const vehicle = check.vehicle?.plate === plate ? check.vehicle : vehicleOf(plate, unusual);
  const next = { ...check, vehicle, occupants: inOrder(check.occupants, vehicle), revision: check.revision + 1 };
  const [after, more] = changed({ ...model, asking: model.asking + 1 }, next, effects, 'once');
  const body = { lane: world.lane.id, checkpoint: world.checkpoint, plate };
  const arrived: readonly Effect[] =
    check.stored > 0 ? [] : [{ do: 'record', kind: 'checkpoints.arrived', subject: check.subject, body }];
  return [after, [...arrived, ...more, { do: 'recognise', subject: check.subject, question: { plate } }]];
};

const say = (model: LaneModel, world: World, message: Extract<Message, { kind: 'said' }>): Next => {
  const said = understand(message.text, new Date(world.now));
  switch (said.kind) {
    case 'plate':
      return identifyPlate(model, world, said.text, said.unusual);
    case 'document':
      return identify(model, world, {
        way: message.way === 'code' ? 'card' : message.way,
        document: { kind: 'resident-id', number: said.number },
      });
    case 'code':
      return [
        { ...model, notice: null },
        [{ do: 'read-code', subject: model.check?.subject ?? null, code: said.text }],
      ];
    case 'health-code': {
      const { missing } = model;
      return missing
        ? editOne(model, world, missing.n, (one) => put(one, 'healthCode', said.colour))
        : [{ ...model, notice: 'unclear' }, [{ do: 'sound', what: 'unclear' }]];
    }
    case 'temperature': {
      const next = model.check && unmeasured(model.check);
      return next
        ? measure(model, world, next.n, said.tenths)
        : [{ ...model, notice: 'unclear' }, [{ do: 'sound', what: 'unclear' }]];
    }
    case 'unclear':
      return [{ ...model, notice: 'unclear' }, [{ do: 'sound', what: 'unclear' }]];
    default:
      return unreachable(said);
  }
};

const measure = (model: LaneModel, world: World, n: number, tenths: number | null): Next =>
  editOne(model, world, n, (one) => put(one, 'temperatureTenths', tenths));

/** A code was read. A passage that was decided meanwhile does not hear of it; one that began meanwhile does. */
const hearCode = (model: LaneModel, world: World, message: Extract<Message, { kind: 'code-read' }>): Next => {
  const { subject, code, certificate } = message;
  if (subject !== null && model.check?.subject !== subject) return stay(model);
  const pass = passOf(certificate, world);
  if (pass) return identify(model, world, { way: 'pass', code, pass });
  return identify(model, world, { way: 'code', code, ...(certificate ? { certificate } : {}) });
};

const recognised = (check: Check, question: RecogniseQuestion, answer: Recognition): Check => {
  if ('plate' in question) return recogniseVehicle(check, answer);
  if ('registration' in question) return check;
  const shown = 'code' in question ? { code: question.code } : { document: question.document };
  return recognisePerson(check, { way: 'none', ...shown }, answer);
};

/** The short number that people were given when they registered themselves: only the centre knows whose it is. */
const askRegistration = (model: LaneModel, world: World, number: string): Next => {
  if (world.centreAway) return [{ ...model, notice: 'registration-away' }, [{ do: 'sound', what: 'unclear' }]];
  const [check, effects] = opened(model, world);
  const asked: Effect = { do: 'recognise', subject: check.subject, question: { registration: number } };
  return [{ ...model, check, asking: model.asking + 1, notice: null }, [...effects, asked]];
};

const hearRecognition = (model: LaneModel, message: Extract<Message, { kind: 'recognised' }>): Next => {
  const asking = Math.max(0, model.asking - 1);
  const { check } = model;
  if (check?.subject !== message.subject) return stay({ ...model, asking });
  const { question, answer } = message;
  const met = recognised(check, question, answer);
  const known = answer.registered ? seatRegistered(met, answer.registered) : met;
  if (known === check) {
    const notice = 'registration' in question ? 'registration-unknown' : model.notice;
    return stay({ ...model, asking, notice });
  }
  const told = asCategory(answer.vehicle?.category) ?? asCategory(answer.occupants[0]?.category);
  const category = check.sorted ? check.category : (told ?? check.category);
  if (known.revision === check.revision && category === check.category) return stay({ ...model, check: known, asking });
  return changed({ ...model, asking }, { ...known, category }, [], 'once');
};

/** The taps have come to rest: the check is stored and the question is open, or answered at once with the centre away. */
const store = (model: LaneModel, world: World, check: Check): Next => {
  const device = world.decide(check, world);
  const kept: Check = { ...check, stored: check.revision };
  const record: Effect = {
    do: 'record',
    kind: 'checkpoints.check-started',
    subject: check.subject,
    body: checkStarted(kept, device, world),
    revision: check.revision,
  };
  const next: LaneModel = { ...model, check: kept, device, server: null, card: openCard };
  return ask(next, world, kept, [record]);
};

/** Opens the question when all is there that a proposal needs: until then the card names the next act. */
const ask = (model: LaneModel, world: World, check: Check, effects: readonly Effect[]): Next => {
  if (world.missing(check, world) && !model.anyway) return [model, effects];
  if (model.server) return show(model, 'server', model.server, effects);
  if (world.centreAway) return show(model, model.device ? 'device' : 'none', model.device, effects);
  const { subject, revision } = check;
  const waited: Effect = { do: 'wait', ms: world.answerWaitMs, then: { kind: 'waited', subject, revision } };
  return [{ ...model, card: { kind: 'checking' } }, [...effects, waited]];
};

const show = (
  model: LaneModel,
  source: 'server' | 'device' | 'none',
  proposal: Proposal | null,
  effects: readonly Effect[] = [],
): Next => {
  const spoken: readonly Effect[] = proposal
    ? [
        {
          do: 'speak',
          verdict: proposal.verdict,
          mustLook: proposal.mustLook,
          persons: model.check?.occupants.length ?? 0,
        },
      ]
    : [];
  return [{ ...model, card: { kind: 'shown', source, proposal } }, [...effects, ...spoken]];
};

const isCurrent = (model: LaneModel, message: { subject: string; revision: number }): boolean =>
  model.check?.subject === message.subject && model.check.revision === message.revision;

/** The centre's word. It fills an open question; a proposal already shown stays, and the late word stands beside it. */
const hearAnswer = (model: LaneModel, message: Extract<Message, { kind: 'answered' }>): Next => {
  if (!isCurrent(model, message) || !message.proposal) return stay(model);
  const check = model.check && passesSaid(model.check, message.proposal.occupants);
  const next = { ...model, check, server: message.proposal };
  return model.card.kind === 'checking' ? show(next, 'server', message.proposal) : stay(next);
};

/** The one act that decides: what the officer's tap says is stored, with both proposals beside it. */
const give = (
  model: LaneModel,
  world: World,
  check: Check,
  given: readonly { readonly n: number; readonly given: Verdict }[],
  reason: string | null,
  emergency = false,
): Next => {
  const before: readonly Effect[] =
    check.occupants.length > 0 && check.stored !== check.revision
      ? store(model, world, check)[1].filter((effect) => effect.do === 'record')
      : [];
  const strictest = given.reduce<Verdict>((sum, one) => stricter(sum, one.given), 'release');
  const exempt = emergency || (given.length > 0 && given.every((one) => one.given === 'emergency-release'));
  const verdict: Verdict = exempt ? 'emergency-release' : strictest;
  const body = verdictBody({ model, world, given, verdict, reason, emergency: exempt, oneTap: emergency });
  const record: Effect = { do: 'record', kind: 'checkpoints.verdict', subject: check.subject, body };
  const persons = check.occupants.length;
  const last: Given = { subject: check.subject, verdict, persons, plate: check.vehicle?.plate ?? null, left: false };
  const counts = { vehicles: model.counts.vehicles + (check.vehicle ? 1 : 0), persons: model.counts.persons + persons };
  const queue = model.queue === null || model.queue === 0 ? model.queue : model.queue - 1;
  const spoken: readonly Effect[] = emergency ? [{ do: 'speak', verdict, mustLook: false, persons }] : [];
  return [
    {
      ...emptyLane,
      given: last,
      counts,
      queue,
      queueTaps: model.queueTaps,
      asking: model.asking,
      facing: model.facing,
    },
    [...before, record, ...spoken],
  ];
};

const accept = (model: LaneModel, world: World): Next => {
  const { check, card } = model;
  if (!check || card.kind !== 'shown' || !card.proposal) return stay(model);
  const proposed = new Map(card.proposal.occupants.map((one) => [one.n, one.verdict]));
  const verdict = card.proposal.verdict;
  return give(
    model,
    world,
    check,
    check.occupants.map(({ n }) => ({ n, given: proposed.get(n) ?? verdict })),
    null,
  );
};

const setQueue = (model: LaneModel, by: 1 | -1): Next => {
  const queue = Math.min(999, Math.max(0, (model.queue ?? 0) + by));
  const taps = model.queueTaps + 1;
  return [{ ...model, queue, queueTaps: taps }, [{ do: 'wait', ms: 1200, then: { kind: 'queue-settled', taps } }]];
};

/** What comes by itself while hands are busy: it takes no word back that an officer has half said. */
const byItself: ReadonlySet<Message['kind']> = new Set([
  'recognised',
  'not-recognised',
  'answered',
  'settled',
  'waited',
  'code-read',
  'queue-settled',
]);

/** One message at the lane: the next state, and what is to be done. No clock, no storage, no network. */
export const update = (model: LaneModel, message: Message, world: World): Next => {
  const [heard, effects] = hear(model, message, world);
  const isHalfSaid = heard.dropping && heard.check !== null;
  const next = { ...heard, dropping: isHalfSaid && (message.kind === 'cancel' || byItself.has(message.kind)) };
  const missing = next.check && world.missing(next.check, world);
  return [next.check === model.check ? next : { ...next, missing }, effects];
};

const hear = (model: LaneModel, message: Message, world: World): Next => {
  const { check } = model;
  switch (message.kind) {
    case 'said':
      return say(model, world, message);
    case 'code-read':
      return hearCode(model, world, message);
    case 'plate':
      return identifyPlate(model, world, message.plate, message.unusual);
    case 'plate-colour':
      return edit(model, world, (one) => {
        if (!one.vehicle?.plate) return one;
        const { plateColour: _before, ...rest } = one.vehicle;
        return { ...one, vehicle: message.colour ? { ...rest, plateColour: message.colour } : rest };
      });
    case 'plate-unreadable':
      return edit(model, world, (one) => {
        const vehicle = { plate: null, plateUnreadable: true, unusual: false };
        return { ...one, vehicle, occupants: inOrder(one.occupants, vehicle) };
      });
    case 'on-foot':
      return edit(model, world, (one) => {
        const vehicle = message.yes ? null : { plate: null, plateUnreadable: false, unusual: false };
        return { ...one, vehicle, occupants: inOrder(one.occupants, vehicle) };
      });
    case 'document':
      return identify(model, world, { way: message.way, document: message.document });
    case 'registration':
      return askRegistration(model, world, message.number);
    case 'add':
      return edit(model, world, (one) => ({
        ...one,
        occupants: inOrder([...one.occupants, { n: 0, role: 'passenger', way: 'none' }], one.vehicle),
      }));
    case 'remove':
      return edit(model, world, (one) => ({
        ...one,
        occupants: inOrder(
          one.occupants.filter(({ n }) => n !== message.n),
          one.vehicle,
        ),
      }));
    case 'not-theirs':
      return check ? changed(model, notTheirs(check, message.n), [], 'once') : stay(model);
    case 'driver':
      return edit(model, world, (one) => ({
        ...one,
        occupants: one.occupants.map((who) => ({ ...who, role: who.n === message.n ? 'driver' : 'passenger' })),
      }));
    case 'temperature':
      return measure(model, world, message.n, message.tenths);
    case 'health-code':
      return editOne(model, world, message.n, (one) => put(one, 'healthCode', message.colour));
    case 'test':
      return editOne(model, world, message.n, (one) => put(one, 'test', message.test));
    case 'origin':
      return editOne(model, world, message.n, (one) => put(one, 'originRegion', message.region));
    case 'mask':
      return editOne(model, world, message.n, (one) => put(one, 'mask', message.mask));
    case 'item':
      return editOne(model, world, message.n, (one) => answered(one, message.item, message.value));
    case 'all-good': {
      const { gate } = world;
      const facts = check && gate ? factsOf(check, world).find(({ n }) => n === message.n)?.facts : undefined;
      return gate && facts ? editOne(model, world, message.n, (one) => allGood(gate, one, facts)) : stay(model);
    }
    case 'visitor':
      // Who is no resident is looked at as somebody from outside.
      return edit(model, world, (one) => ({
        ...one,
        ...(message.visitor ? { category: 'outside' } : {}),
        occupants: one.occupants.map((who) => (who.n === message.n ? put(who, 'visitor', message.visitor) : who)),
      }));
    case 'disinfected':
      return edit(model, world, (one) => ({ ...one, disinfected: message.yes }));
    case 'facing':
      return stay({ ...model, facing: message.direction });
    case 'category':
      return edit(model, world, (one) => ({ ...one, category: message.category, sorted: true }));
    case 'direction':
      return edit(model, world, (one) => ({ ...one, direction: message.direction }));
    case 'recognised':
      return hearRecognition(model, message);
    case 'not-recognised':
      return stay({ ...model, asking: Math.max(0, model.asking - 1) });
    case 'decide-anyway':
      return check ? ask({ ...model, anyway: true }, world, check, []) : stay(model);
    case 'settled':
      return check && isCurrent(model, message) && check.occupants.length > 0 && check.stored !== check.revision
        ? store(model, world, check)
        : stay(model);
    case 'waited':
      return isCurrent(model, message) && model.card.kind === 'checking'
        ? show(model, model.device ? 'device' : 'none', model.device)
        : stay(model);
    case 'answered':
      return hearAnswer(model, message);
    case 'accept':
      return accept(model, world);
    case 'adopt-late':
      return model.server ? show(model, 'server', model.server) : stay(model);
    case 'give':
      return check && check.occupants.length > 0
        ? give(model, world, check, message.given, message.reason || null)
        : stay(model);
    case 'emergency': {
      const [one, effects] = opened(model, world);
      const [next, more] = give(
        model,
        world,
        one,
        one.occupants.map(({ n }) => ({ n, given: 'emergency-release' })),
        null,
        true,
      );
      return [next, [...effects, ...more]];
    }
    case 'left':
      return [{ ...model, given: model.given && { ...model.given, left: true } }, leave(model.given, world, false)];
    case 'cancel':
      if (!model.dropping) return stay({ ...model, dropping: true });
      return [
        { ...emptyLane, counts: model.counts, queue: model.queue, queueTaps: model.queueTaps, facing: model.facing },
        drop(model, world),
      ];
    case 'queue':
      return setQueue(model, message.by);
    case 'queue-settled':
      return model.queueTaps === message.taps && model.queue !== null
        ? [
            model,
            [
              {
                do: 'record',
                kind: 'checkpoints.queue',
                subject: world.lane.id,
                body: queueLength(model.queue, world),
              },
            ],
          ]
        : stay(model);
    case 'resume':
      return changed(model, { ...message.check, revision: message.check.revision + 1 }, [], 'once');
    default:
      return unreachable(message);
  }
};
