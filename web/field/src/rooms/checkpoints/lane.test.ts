import { describe, expect, it } from 'vitest';
import type { Proposal, Recognition } from '../../device/protocol.ts';
import type { Check } from './check.ts';
import { emptyLane, type LaneModel, update } from './lane.ts';
import { nextStep } from './next-step.ts';
import type { Effect, Message, World } from './world.ts';

const aProposal = (check: Check, change: Partial<Proposal> = {}): Proposal => ({
  verdict: 'release',
  mustLook: false,
  pack: { id: 'TEST', version: '1' },
  occupants: check.occupants.map(({ n }) => ({
    n,
    verdict: 'release',
    mustLook: false,
    rules: ['r'],
    recognised: true,
  })),
  ...change,
});

let ids = 0;
const aWorld = (change: Partial<World> = {}): World => ({
  now: Date.parse('2026-11-24T09:00:00Z'),
  wall: 7,
  fresh: `id-${++ids}`,
  checkpoint: 'cp',
  lane: { id: 'lane', number: 1, name: { zh: '', en: '' }, direction: 'in', category: 'commuter', open: true },
  answerWaitMs: 1500,
  centreAway: false,
  pack: { id: 'TEST', version: '1' },
  outbreakInForce: true,
  utcOffsetMinutes: 480,
  withdrawn: new Map(),
  gate: null,
  onFoot: false,
  missing: (check) => {
    const next = check.occupants.find(({ temperatureTenths }) => temperatureTenths === undefined);
    return next ? { n: next.n, what: 'temperature' } : null;
  },
  decide: (check) => aProposal(check, { bundleAsOf: '2026-11-24T06:00:00Z' }),
  ...change,
});

/** A lane that runs its timers at once, so that a test reads like an officer's hands. */
const aLane = (change: Partial<World> = {}) => {
  let model: LaneModel = emptyLane;
  const effects: Effect[] = [];
  const waiting: Message[] = [];
  const send = (message: Message): void => {
    const [next, more] = update(model, message, aWorld(change));
    model = next;
    effects.push(...more);
    for (const effect of more) {
      // The phone's reader knows no codes here: only the centre does.
      if (effect.do === 'read-code')
        send({ kind: 'code-read', subject: effect.subject, code: effect.code, certificate: null });
      if (effect.do !== 'wait') continue;
      if (effect.then.kind === 'settled') send(effect.then);
      else waiting.push(effect.then);
    }
  };
  const records = (kind?: string) =>
    effects.flatMap((effect) =>
      effect.do === 'record' && (!kind || effect.kind === `checkpoints.${kind}`) ? [effect] : [],
    );
  const body = (kind: string): Record<string, unknown> => records(kind).at(-1)?.body as Record<string, unknown>;
  return {
    send,
    effects,
    records,
    body,
    model: () => model,
    check: () => model.check as Check,
    timesUp: () => waiting.splice(0).forEach(send),
    answer: (change2: Partial<Proposal> = {}) => {
      const last = records('check-started').at(-1);
      send({
        kind: 'answered',
        subject: last?.subject ?? '',
        revision: last?.revision ?? 0,
        proposal: aProposal(model.check as Check, change2),
      });
    },
  };
};

const code = (text: string): Message => ({ kind: 'said', text, way: 'code' });
const measured = (n: number, tenths = 365): Message => ({ kind: 'temperature', n, tenths });
const knows = (subject: string, answer: Recognition, plate = '晋G12345'): Message => ({
  kind: 'recognised',
  subject,
  question: { plate },
  answer,
});
const usualDriver: Recognition = {
  recognised: true,
  vehicle: { plate: '晋G12345', kind: 'car', category: 'local', unusual: false },
  occupants: [{ person: 'p1', name: '张*', tail: '001X', role: 'driver', category: 'local' }],
};

describe('the lane', () => {
  it('passes a recognised car in three taps: plate, temperature, verdict', () => {
    const lane = aLane();
    lane.send({ kind: 'plate', plate: '晋G12345', unusual: false });
    lane.send(knows(lane.check().subject, usualDriver));
    expect(nextStep(lane.model()).kind).toBe('temperature');
    lane.send(measured(1));
    expect(lane.model().card.kind).toBe('checking');
    lane.answer();
    lane.send({ kind: 'accept' });
    expect(lane.body('verdict')).toMatchObject({
      given: 'release',
      shown: 'server',
      emergency: false,
      mustLook: false,
    });
    expect(lane.model().check).toBeNull();
    expect(lane.model().counts).toEqual({ vehicles: 1, persons: 1 });
  });

  it('leaves the category to the officer who chose one before the answer came', () => {
    const lane = aLane();
    lane.send({ kind: 'plate', plate: '晋G12345', unusual: false });
    lane.send({ kind: 'category', category: 'freight' });
    lane.send(knows(lane.check().subject, usualDriver));
    expect(lane.check().category).toBe('freight');
    expect(lane.check().occupants).toHaveLength(1);
  });

  it('keeps what was seen of people whose names come late', () => {
    const lane = aLane();
    lane.send({ kind: 'plate', plate: '晋G12345', unusual: false });
    lane.send({ kind: 'add' });
    lane.send({ kind: 'add' });
    lane.send(measured(1, 371));
    lane.send({ kind: 'health-code', n: 2, colour: 'yellow' });
    lane.send(knows(lane.check().subject, usualDriver));
    expect(lane.check().occupants).toMatchObject([
      { n: 1, role: 'driver', way: 'known', person: 'p1', temperatureTenths: 371 },
      { n: 2, role: 'passenger', way: 'none', healthCode: 'yellow' },
    ]);
  });

  it('stores the check before anything else happens with it', () => {
    const lane = aLane();
    lane.send(code('code-of-someone'));
    expect(lane.effects.findIndex(({ do: what }) => what === 'record')).toBeGreaterThanOrEqual(0);
    expect(lane.body('check-started')).toMatchObject({
      lane: 'lane',
      checkpoint: 'cp',
      category: 'commuter',
      occupants: [{ n: 1, way: 'code', code: 'code-of-someone' }],
    });
  });

  it('shows no colour until the centre answers or the wait is over', () => {
    const lane = aLane();
    lane.send(code('code-of-someone'));
    lane.send(measured(1));
    expect(lane.model().card).toEqual({ kind: 'checking' });
    lane.timesUp();
    expect(lane.model().card).toMatchObject({ kind: 'shown', source: 'device' });
  });

  it('never flips a shown colour: a later answer stands beside it until it is taken', () => {
    const lane = aLane();
    lane.send(code('code-of-someone'));
    lane.send(measured(1));
    lane.timesUp();
    lane.answer({ verdict: 'hold' });
    expect(lane.model().card).toMatchObject({ source: 'device', proposal: { verdict: 'release' } });
    lane.send({ kind: 'adopt-late' });
    expect(lane.model().card).toMatchObject({ source: 'server', proposal: { verdict: 'hold' } });
  });

  it('with the centre known to be away shows this phone’s proposal at once, with the age of its rules', () => {
    const lane = aLane({ centreAway: true });
    lane.send(code('code-of-someone'));
    lane.send(measured(1));
    expect(lane.model().card).toMatchObject({ source: 'device', proposal: { bundleAsOf: '2026-11-24T06:00:00Z' } });
    lane.send({ kind: 'accept' });
    expect(lane.body('verdict')).toMatchObject({
      shown: 'device',
      serverProposal: null,
      deviceProposal: { verdict: 'release' },
    });
  });

  it('takes no answer to older evidence', () => {
    const lane = aLane();
    lane.send(code('code-of-someone'));
    const first = lane.records('check-started').at(-1);
    lane.send(measured(1, 385));
    lane.send({
      kind: 'answered',
      subject: first?.subject ?? '',
      revision: first?.revision ?? 0,
      proposal: aProposal(lane.check()),
    });
    expect(lane.model().card).toEqual({ kind: 'checking' });
  });

  it('asks again when the evidence changes after a proposal was shown', () => {
    const lane = aLane();
    lane.send(code('code-of-someone'));
    lane.send(measured(1));
    lane.answer();
    lane.send({ kind: 'health-code', n: 1, colour: 'red' });
    expect(lane.model().card).toEqual({ kind: 'checking' });
    expect(lane.body('check-started')).toMatchObject({ occupants: [{ healthCode: 'red' }] });
  });

  it('accepting a mixed car gives each what was proposed, and the car its strictest', () => {
    const lane = aLane();
    lane.send(code('code-of-one-person'));
    lane.send(code('code-of-another'));
    lane.send(measured(1));
    lane.send(measured(2, 381));
    const plain = { mustLook: false, rules: ['r'], recognised: true };
    const occupants = [
      { n: 1, verdict: 'release', ...plain },
      { n: 2, verdict: 'refer', ...plain },
    ] as const;
    lane.answer({ verdict: 'refer', occupants });
    lane.send({ kind: 'accept' });
    expect(lane.body('verdict')).toMatchObject({
      given: 'refer',
      occupants: [
        { n: 1, given: 'release' },
        { n: 2, given: 'refer' },
      ],
    });
  });

  it('keeps the reason of whoever was judged differently', () => {
    const lane = aLane();
    lane.send(code('code-of-someone'));
    lane.send(measured(1));
    lane.answer({
      verdict: 'hold',
      occupants: [{ n: 1, verdict: 'hold', mustLook: true, rules: [], recognised: false }],
    });
    lane.send({ kind: 'give', given: [{ n: 1, given: 'release' }], reason: '值班长决定' });
    expect(lane.body('verdict')).toMatchObject({
      given: 'release',
      reason: '值班长决定',
      occupants: [{ reason: '值班长决定' }],
      serverProposal: { verdict: 'hold' },
    });
  });

  it('releases an emergency with one tap and no evidence', () => {
    const lane = aLane();
    lane.send({ kind: 'emergency' });
    expect(lane.records().map(({ kind }) => kind)).toEqual(['checkpoints.verdict']);
    expect(lane.body('verdict')).toMatchObject({
      emergency: true,
      given: 'emergency-release',
      occupants: [],
      shown: 'none',
    });
    expect(lane.model().counts.vehicles).toBe(1);
  });

  it('an emergency in the middle of a check keeps what was entered', () => {
    const lane = aLane();
    lane.send(code('code-of-someone'));
    lane.send({ kind: 'emergency' });
    expect(new Set(lane.records().map(({ subject }) => subject)).size).toBe(1);
    expect(lane.body('verdict')).toMatchObject({ occupants: [{ n: 1, given: 'emergency-release' }] });
  });

  it('decides without a thermometer when told to', () => {
    const lane = aLane();
    lane.send(code('code-of-someone'));
    lane.answer({ verdict: 'hold' });
    expect(lane.model().card.kind).toBe('open');
    lane.send({ kind: 'decide-anyway' });
    expect(lane.model().card).toMatchObject({ source: 'server', proposal: { verdict: 'hold' } });
  });

  it('does not take the same code twice, and tells what it cannot read', () => {
    const lane = aLane();
    lane.send(code('code-of-someone'));
    lane.send(code('code-of-someone'));
    expect(lane.check().occupants.length).toBe(1);
    lane.send({ kind: 'said', text: '???', way: 'manual' });
    expect(lane.model().notice).toBe('unclear');
  });

  it('makes one of a person who came with the car and then showed a card', () => {
    const lane = aLane();
    lane.send({ kind: 'plate', plate: '晋G12345', unusual: false });
    lane.send(knows(lane.check().subject, usualDriver));
    lane.send({ kind: 'said', text: '141198194207048919', way: 'card' });
    const document = { kind: 'resident-id', number: '141198194207048919' } as const;
    lane.send({
      kind: 'recognised',
      subject: lane.check().subject,
      question: { document },
      answer: { recognised: true, occupants: usualDriver.occupants },
    });
    expect(lane.check().occupants).toMatchObject([
      { n: 1, role: 'driver', way: 'card', person: 'p1', shown: { name: '张*' } },
    ]);
  });

  it('asks for no other verdict when the centre’s word on a person says nothing new', () => {
    const lane = aLane();
    const document = { kind: 'resident-id', number: '141198194207048919' } as const;
    lane.send({ kind: 'document', document, way: 'card' });
    const known: Message = {
      kind: 'recognised',
      subject: lane.check().subject,
      question: { document },
      answer: { recognised: true, occupants: [{ person: 'p1', name: '张*', tail: '8919', role: 'driver' }] },
    };
    lane.send(known);
    lane.send(measured(1));
    lane.answer();
    const before = lane.records('check-started').length;
    lane.send(known);
    expect(lane.model().card.kind).toBe('shown');
    expect(lane.records('check-started')).toHaveLength(before);
  });

  it('does not send what only the screen shows', () => {
    const lane = aLane();
    lane.send({ kind: 'plate', plate: '晋G12345', unusual: false });
    lane.send(knows(lane.check().subject, usualDriver));
    expect(JSON.stringify(lane.body('check-started'))).not.toContain('张');
  });

  it('an answer about a car that has gone changes nothing', () => {
    const lane = aLane();
    lane.send({ kind: 'plate', plate: '晋G12345', unusual: false });
    const { subject } = lane.check();
    lane.send({ kind: 'cancel' });
    lane.send({ kind: 'cancel' });
    lane.send(knows(subject, usualDriver));
    expect(lane.model().check).toBeNull();
  });

  it('drops a check at the second word, whatever answer comes between, and not when the officer went on instead', () => {
    const lane = aLane();
    lane.send({ kind: 'plate', plate: '晋G12345', unusual: false });
    lane.send({ kind: 'cancel' });
    lane.send(knows(lane.check().subject, usualDriver));
    lane.answer();
    expect(lane.model().dropping).toBe(true);
    lane.send(measured(1));
    expect(lane.model().dropping).toBe(false);
    lane.send({ kind: 'cancel' });
    expect(lane.check().occupants).toHaveLength(1);
    lane.send({ kind: 'cancel' });
    expect(lane.model()).toMatchObject({ check: null, dropping: false });
  });

  it('a check that is dropped ends at the centre as well, if the centre has heard of it', () => {
    const heardOf = aLane();
    heardOf.send({ kind: 'plate', plate: '晋G12345', unusual: false });
    const { subject } = heardOf.check();
    heardOf.send({ kind: 'cancel' });
    heardOf.send({ kind: 'cancel' });
    expect(heardOf.records('left')).toMatchObject([{ subject }]);
    expect(heardOf.body('left')).toMatchObject({ dropped: true });

    const unheard = aLane();
    unheard.send({ kind: 'plate-unreadable' });
    unheard.send({ kind: 'cancel' });
    unheard.send({ kind: 'cancel' });
    expect(unheard.records('left')).toEqual([]);
  });

  it('records that a released car left when the next one comes, and does not invent it for one that is held', () => {
    const released = aLane();
    released.send({ kind: 'emergency' });
    released.send(code('code-of-the-next'));
    expect(released.body('left')).toMatchObject({ inferred: true });
    const held = aLane();
    held.send(code('code-of-someone'));
    held.send(measured(1));
    held.answer({
      verdict: 'hold',
      occupants: [{ n: 1, verdict: 'hold', mustLook: false, rules: [], recognised: true }],
    });
    held.send({ kind: 'accept' });
    held.send(code('code-of-the-next'));
    expect(held.records('left')).toEqual([]);
  });

  it('writes pedestrians without a vehicle', () => {
    const lane = aLane();
    lane.send({ kind: 'on-foot', yes: true });
    lane.send({ kind: 'add' });
    expect(lane.body('check-started')).toMatchObject({
      vehicle: null,
      occupants: [{ role: 'pedestrian', way: 'none' }],
    });
  });

  it('passes an unreadable plate without a word', () => {
    const lane = aLane();
    lane.send({ kind: 'plate-unreadable' });
    lane.send({ kind: 'add' });
    expect(lane.body('check-started')).toMatchObject({ vehicle: { plate: null, plateUnreadable: true } });
  });

  it('records the colour of a plate where its form says it or the officer does, and never what the centre merely knows', () => {
    const lane = aLane();
    const vehicle = () => (lane.body('check-started')['vehicle'] ?? {}) as Record<string, unknown>;
    lane.send({ kind: 'plate', plate: '晋GD12345', unusual: false });
    lane.send({ kind: 'add' });
    expect(vehicle()).toMatchObject({ plate: '晋GD12345', plateColour: 'green' });
    lane.send({ kind: 'plate', plate: '晋G12345', unusual: false });
    const blue = { plate: '晋G12345', kind: 'car', plateColour: 'blue' };
    lane.send(knows(lane.check().subject, { recognised: true, vehicle: blue, occupants: [] }));
    expect(lane.check().vehicle).toMatchObject({ knownColour: 'blue' });
    expect(vehicle()).not.toHaveProperty('plateColour');
    expect(vehicle()).not.toHaveProperty('knownColour');
    lane.send({ kind: 'plate-colour', colour: 'yellow' });
    expect(vehicle()).toMatchObject({ plate: '晋G12345', plateColour: 'yellow' });
  });

  it('counts a queue by taps and records where they come to rest', () => {
    const lane = aLane();
    for (const by of [1, 1, 1, -1] as const) lane.send({ kind: 'queue', by });
    lane.timesUp();
    expect(lane.records('queue').map(({ body }) => body)).toEqual([{ lane: 'lane', checkpoint: 'cp', length: 2 }]);
  });

  it('a typed temperature goes to the next person without one', () => {
    const lane = aLane();
    lane.send(code('code-of-someone'));
    lane.send({ kind: 'said', text: '37.4', way: 'manual' });
    expect(lane.check().occupants[0]?.temperatureTenths).toBe(374);
  });

  it('takes up a check that a reload interrupted', () => {
    const before = aLane();
    before.send(code('code-of-someone'));
    const after = aLane();
    after.send({ kind: 'resume', check: before.check() });
    expect(after.body('check-started')).toMatchObject({ occupants: [{ code: 'code-of-someone' }] });
    expect(after.records('check-started')[0]?.subject).toBe(before.check().subject);
  });
});
