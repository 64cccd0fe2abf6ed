import { readCode, type Reading, readTrustList } from '@redvest/shared/certificates';
import { beforeAll, describe, expect, it } from 'vitest';
import vectorsText from '../../../../../tests/vectors/pass-codes.json?raw';
import type { PassKnown, Proposal, Recognition } from '../../device/protocol.ts';
import { factsOf } from '../checkpoints/facts.ts';
import { emptyLane, type LaneModel, update } from '../checkpoints/lane.ts';
import type { Effect, Message, World } from '../checkpoints/world.ts';
import { passOf, readWithdrawn } from './pass.ts';

interface Vectors {
  readonly trust: unknown;
  readonly cases: readonly { name: string; text: string }[];
}
const vectors = JSON.parse(vectorsText) as Vectors;
const id = '018f0000-0000-7000-8000-0000000000aa';
const post = '018f0000-0000-7000-8000-000000000001';
const tuesday = Date.parse('2026-11-24T09:15:00Z');
const textOf = (name: string): string => vectors.cases.find((one) => one.name === name)?.text ?? '';
const read = (name: string, at = tuesday): Promise<Reading> =>
  readCode(textOf(name), { trust: readTrustList(vectors.trust), at, requirement: null });

const aWorld = (change: Partial<World> = {}): World => ({
  now: tuesday,
  wall: 7,
  fresh: 'passage',
  checkpoint: post,
  lane: { id: 'lane', number: 1, name: { zh: '', en: '' }, direction: 'in', category: 'any', open: true },
  answerWaitMs: 1500,
  centreAway: true,
  pack: { id: 'TEST', version: '1' },
  outbreakInForce: true,
  utcOffsetMinutes: 480,
  withdrawn: new Map(),
  gate: null,
  onFoot: false,
  missing: (check) => {
    const next = check.occupants.find((one) => one.healthCode === undefined || one.temperatureTenths === undefined);
    return next ? { n: next.n, what: next.healthCode === undefined ? 'health-code' : 'temperature' } : null;
  },
  decide: (check): Proposal => ({
    verdict: 'release',
    mustLook: false,
    pack: { id: 'TEST', version: '1' },
    occupants: check.occupants.map(({ n }) => ({
      n,
      verdict: 'release',
      mustLook: false,
      rules: [],
      recognised: true,
    })),
  }),
  ...change,
});

/** A lane in which every message but a scan is a tap of the officer. */
const aLane = (world: World, codes: ReadonlyMap<string, Reading> = new Map()) => {
  let model: LaneModel = emptyLane;
  const effects: Effect[] = [];
  const send = (message: Message): void => {
    const [next, more] = update(model, message, world);
    model = next;
    effects.push(...more);
    for (const effect of more) {
      if (effect.do === 'read-code')
        send({
          kind: 'code-read',
          subject: effect.subject,
          code: effect.code,
          certificate: codes.get(effect.code) ?? null,
        });
      if (effect.do === 'wait' && effect.then.kind === 'settled') send(effect.then);
    }
  };
  let taps = 0;
  return {
    scan: (text: string) => send({ kind: 'said', text, way: 'code' }),
    tap: (message: Message): void => {
      taps++;
      send(message);
    },
    send,
    taps: () => taps,
    model: () => model,
    check: () => model.check,
    given: () => effects.filter((one) => one.do === 'record' && one.kind === 'checkpoints.verdict').length,
    started: () =>
      effects
        .filter((one) => one.do === 'record' && one.kind === 'checkpoints.check-started')
        .map((one) => (one as { body: unknown }).body),
  };
};

const known: PassKnown = { id, number: '10203040', state: 'active', validTo: '2026-11-30', conditions: {} };
const recognised = (pass: PassKnown | null): Recognition => ({
  recognised: true,
  vehicle: { plate: '晋G12345', category: 'commuter' },
  occupants: [{ person: 'p1', name: '张**', tail: '881X', role: 'driver', category: 'commuter', pass }],
});

describe('a commuter pass at the lane', () => {
  let good: Reading;
  beforeAll(async () => {
    good = await read('with all conditions');
  });

  it('is recognised in one scan without the centre, and passes with three taps', () => {
    const lane = aLane(aWorld(), new Map([[textOf('with all conditions'), good]]));
    lane.scan(textOf('with all conditions'));
    expect(lane.check()?.category).toBe('commuter');
    expect(lane.check()?.occupants).toMatchObject([
      { way: 'pass', role: 'driver', pass: { state: 'active', by: 'phone' } },
    ]);
    lane.tap({ kind: 'health-code', n: 1, colour: 'green' });
    lane.tap({ kind: 'temperature', n: 1, tenths: 365 });
    lane.tap({ kind: 'accept' });
    expect([lane.taps(), lane.given()]).toEqual([3, 1]);
  });

  it('travels as its code, and nothing that only the screen shows', () => {
    const lane = aLane(aWorld(), new Map([[textOf('with all conditions'), good]]));
    lane.scan(textOf('with all conditions'));
    const [body] = lane.started() as { occupants: Record<string, unknown>[] }[];
    expect(Object.keys(body?.occupants[0] ?? {}).sort()).toEqual(['code', 'n', 'role', 'way']);
  });

  it('of the plate’s own driver is his, and makes no second person', () => {
    const lane = aLane(aWorld(), new Map([[textOf('with all conditions'), good]]));
    lane.send({ kind: 'plate', plate: '晋G12345', unusual: false });
    const subject = lane.check()?.subject ?? '';
    lane.send({ kind: 'recognised', subject, question: { plate: '晋G12345' }, answer: recognised(known) });
    lane.scan(textOf('with all conditions'));
    expect(lane.check()?.occupants).toMatchObject([{ person: 'p1', way: 'pass' }]);
  });

  it('of somebody else than who showed a card is another person’s', () => {
    const lane = aLane(aWorld(), new Map([[textOf('with all conditions'), good]]));
    lane.send({ kind: 'document', way: 'card', document: { kind: 'resident-id', number: '141198194207048919' } });
    lane.scan(textOf('with all conditions'));
    expect(lane.check()?.occupants).toHaveLength(2);
  });

  it('that the bundle says is suspended is no pass, with its code or not', () => {
    const withdrawn = readWithdrawn({ withdrawn: [{ id, state: 'suspended' }] });
    const lane = aLane(aWorld({ withdrawn }), new Map([[textOf('with all conditions'), good]]));
    lane.scan(textOf('with all conditions'));
    const check = lane.check();
    expect(check?.occupants[0]?.pass?.state).toBe('suspended');
    expect(check?.category).not.toBe('commuter');
    const [one] = check ? factsOf(check, { now: tuesday, outbreakInForce: true }) : [];
    expect(one?.facts).toMatchObject({ 'pass.held': true, 'pass.valid': false, 'certificate.shown': false });
  });

  it('that was suspended since it was read says so with the centre’s proposal', () => {
    const lane = aLane(aWorld({ centreAway: false }), new Map([[textOf('with all conditions'), good]]));
    lane.scan(textOf('with all conditions'));
    const { subject, revision } = lane.check() ?? { subject: '', revision: 0 };
    const said = { n: 1, verdict: 'hold', mustLook: false, rules: [], recognised: true } as const;
    const pass = { number: '10203040', state: 'suspended', until: '2026-11-30' };
    const proposal: Proposal = {
      verdict: 'hold',
      mustLook: false,
      pack: { id: 'T', version: 1 },
      occupants: [{ ...said, pass }],
    };
    lane.send({ kind: 'answered', subject, revision, proposal });
    expect(lane.check()?.occupants[0]?.pass).toMatchObject({ state: 'suspended', by: 'centre' });
  });

  it('whose signature is past its day is expired here, whatever the centre knows', async () =>
    expect(passOf(await read('expired'), aWorld())?.state).toBe('expired'));

  it.each(['by a key for tests', 'by another key of that name'])('%s is none', async (name) =>
    expect(passOf(await read(name), aWorld())).toBeNull(),
  );
});
