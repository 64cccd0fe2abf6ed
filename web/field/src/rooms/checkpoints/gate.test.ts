import type { GateItem, GateTemplate } from '@redvest/shared/gates';
import { describe, expect, it } from 'vitest';
import fourChecks from '../../../../../data/gates/four-checks.json?raw';
import testAndCode from '../../../../../data/gates/test-and-code.json?raw';
import village from '../../../../../data/gates/village.json?raw';
import type { Proposal } from '../../device/protocol.ts';
import type { Check } from './check.ts';
import { openItem } from './gate.ts';
import { emptyLane, type LaneModel, update } from './lane.ts';
import { nextStep } from './next-step.ts';
import type { Effect, Message, World } from './world.ts';

const texts: Readonly<Record<string, string>> = { village, 'four-checks': fourChecks, 'test-and-code': testAndCode };
const shipped = (id: string): GateTemplate => JSON.parse(texts[id] ?? 'null') as GateTemplate;
const itemOf = (gate: GateTemplate, wanted: string): GateItem => {
  const found = gate.items.find(({ key }) => key === wanted);
  if (!found) throw new Error(`The gate has no item ${wanted}.`);
  return found;
};

const propose = (check: Check): Proposal => ({
  verdict: 'release',
  mustLook: false,
  pack: { id: 'TEST', version: '1' },
  occupants: check.occupants.map(({ n }) => ({
    n,
    verdict: 'release',
    mustLook: false,
    rules: ['r'],
    recognised: false,
  })),
});

/** A village post without a network, on one phone. */
const aVillage = (gate: GateTemplate, exempt: readonly number[] = []) => {
  let model: LaneModel = emptyLane;
  let taps = 0;
  const records: Extract<Effect, { do: 'record' }>[] = [];
  const world: World = {
    now: Date.parse('2026-11-24T22:00:00Z'),
    wall: 7,
    fresh: 'passage',
    checkpoint: 'cp',
    lane: { id: 'lane', number: 1, name: { zh: '', en: '' }, direction: 'in', category: 'any', open: true },
    answerWaitMs: 1500,
    centreAway: true,
    pack: { id: 'TEST', version: '1' },
    outbreakInForce: true,
    utcOffsetMinutes: 480,
    withdrawn: new Map(),
    gate,
    onFoot: true,
    missing: (check, at) => openItem(gate, check, at, exempt),
    decide: propose,
  };
  const send = (message: Message): void => {
    const [next, effects] = update(model, message, world);
    model = next;
    for (const effect of effects) {
      if (effect.do === 'record') records.push(effect);
      if (effect.do === 'read-code')
        send({ kind: 'code-read', subject: effect.subject, code: effect.code, certificate: null });
      if (effect.do === 'wait' && effect.then.kind === 'settled') send(effect.then);
    }
  };
  const tap = (message: Message): void => {
    taps++;
    send(message);
  };
  const step = (): string => {
    const now = nextStep(model);
    return now.kind === 'item' ? now.item.key : now.kind;
  };
  const bodies = (): readonly unknown[] => records.map(({ body }) => body);
  return { send, tap, step, bodies, taps: () => taps, model: () => model };
};

describe('at a gate', () => {
  it('somebody on foot with a code takes two taps', () => {
    const lane = aVillage(shipped('village'));
    lane.send({ kind: 'said', text: 'REDVEST-TEST-CODE-0001', way: 'code' });
    expect(lane.step()).toBe('health-code');
    lane.tap({ kind: 'all-good', n: 1 });
    expect(lane.step()).toBe('decide');
    lane.tap({ kind: 'accept' });

    expect(lane.taps()).toBe(2);
    expect(lane.bodies().at(-2)).toMatchObject({
      vehicle: null,
      direction: 'in',
      gate: { id: 'village', version: 1 },
      occupants: [
        { role: 'pedestrian', healthCode: 'green', mask: true, temperatureTenths: 365, answers: { well: true } },
      ],
    });
    expect(lane.bodies().at(-1)).toMatchObject({ given: 'release' });
  });

  it('the next open item is named, in the order of the gate, and an answer can be taken back', () => {
    const gate = shipped('village');
    const lane = aVillage(gate);
    lane.send({ kind: 'said', text: 'REDVEST-TEST-CODE-0001', way: 'code' });
    const steps = [lane.step()];
    lane.tap({ kind: 'item', n: 1, item: itemOf(gate, 'health-code'), value: 'red' });
    steps.push(lane.step());
    lane.tap({ kind: 'item', n: 1, item: itemOf(gate, 'mask'), value: false });
    steps.push(lane.step());
    lane.tap({ kind: 'item', n: 1, item: itemOf(gate, 'mask'), value: null });
    steps.push(lane.step());
    lane.tap({ kind: 'all-good', n: 1 });
    steps.push(lane.step());

    expect(steps).toEqual(['health-code', 'mask', 'temperature', 'mask', 'decide']);
    // What was seen before is not painted over.
    expect(lane.model().check?.occupants[0]).toMatchObject({ healthCode: 'red', mask: true });
  });

  it('a test is never filled in', () => {
    const lane = aVillage(shipped('test-and-code'));
    lane.send({ kind: 'said', text: 'REDVEST-TEST-CODE-0001', way: 'code' });
    lane.tap({ kind: 'all-good', n: 1 });
    expect(lane.model().check?.occupants[0]?.test).toBeUndefined();
  });

  it('whom a rule exempts is asked nothing', () => {
    const lane = aVillage(shipped('four-checks'), [1]);
    lane.send({ kind: 'said', text: 'REDVEST-TEST-CODE-0001', way: 'code' });
    expect(lane.step()).toBe('decide');
  });

  it('one phone for both ways keeps the way it faces', () => {
    const lane = aVillage(shipped('village'));
    lane.tap({ kind: 'facing', direction: 'out' });
    lane.send({ kind: 'said', text: 'REDVEST-TEST-CODE-0001', way: 'code' });
    lane.tap({ kind: 'all-good', n: 1 });
    lane.tap({ kind: 'accept' });
    lane.send({ kind: 'said', text: 'REDVEST-TEST-CODE-0002', way: 'code' });
    expect(lane.model().check?.direction).toBe('out');
  });

  it('a plate makes a car of it, with a driver', () => {
    const lane = aVillage(shipped('village'));
    lane.send({ kind: 'said', text: 'REDVEST-TEST-CODE-0001', way: 'code' });
    lane.tap({ kind: 'plate', plate: '晋G12345', unusual: false });
    expect(lane.model().check).toMatchObject({ vehicle: { plate: '晋G12345' }, occupants: [{ role: 'driver' }] });
  });
});
