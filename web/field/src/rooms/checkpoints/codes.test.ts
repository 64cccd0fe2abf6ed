import { readCode, readTrustList, type Reading } from '@redvest/shared/certificates';
import { aCode, aSigner, aTest, type Signer } from '@redvest/shared/certificates/testing';
import { sayCode, sayHolder } from '@redvest/shared/explain';
import { setLanguage } from '@redvest/shared';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import packText from '../../../../../packs/TEST-MINIMAL/pack.json?raw';
import type { Check } from './check.ts';
import { emptyLane, type LaneModel, update } from './lane.ts';
import { readRules } from './rules.ts';
import type { Effect, World } from './world.ts';

const now = Date.parse('2026-11-24T09:00:00Z');
const seconds = now / 1000;
const rules = readRules(packText, '2026-11-24T06:00:00Z');
const requirement = rules?.requirement ?? null;
let lab: Signer;

beforeAll(async () => {
  lab = await aSigner();
});
afterEach(() => setLanguage('zh-Hans'));

const read = (code: string): Promise<Reading> =>
  readCode(code, { trust: readTrustList({ format: 1, keys: [lab.trusted] }), at: now, requirement });

const aShown = async (
  sampledAt = '2026-11-23T19:00:00Z',
  entry: Parameters<typeof aTest>[1] = {},
  signer: Signer = lab,
): Promise<{ code: string; certificate: Reading }> => {
  const certificate = aTest(sampledAt, entry);
  const code = await aCode({ signer, issuedAt: seconds - 3600, expiresAt: seconds + 3600, certificate });
  return { code, certificate: await read(code) };
};

const world = (): World => ({
  now,
  wall: now,
  fresh: crypto.randomUUID(),
  checkpoint: 'cp',
  lane: { id: 'lane', number: 1, name: { zh: '', en: '' }, direction: 'in', category: 'outside', open: true },
  answerWaitMs: 1500,
  centreAway: true,
  pack: rules?.pack ?? null,
  outbreakInForce: true,
  utcOffsetMinutes: 480,
  withdrawn: new Map(),
  gate: null,
  onFoot: false,
  missing: (check, at) => rules?.missing(check, at) ?? null,
  decide: (check, at) => rules?.decide(check, at) ?? null,
});

/** A lane with the centre away, which reads what it is shown. */
const aLane = () => {
  let model: LaneModel = emptyLane;
  const records: Extract<Effect, { do: 'record' }>[] = [];
  const send = (message: Parameters<typeof update>[1]): void => {
    const [next, effects] = update(model, message, world());
    model = next;
    for (const effect of effects) {
      if (effect.do === 'record') records.push(effect);
      if (effect.do === 'wait' && effect.then.kind === 'settled') send(effect.then);
    }
  };
  return {
    send,
    records,
    check: () => model.check as Check,
    card: () => model.card,
    show: ({ code, certificate }: { code: string; certificate: Reading }): void =>
      send({ kind: 'code-read', subject: model.check?.subject ?? null, code, certificate }),
    look: (n: number): void => {
      send({ kind: 'health-code', n, colour: 'green' });
      send({ kind: 'temperature', n, tenths: 365 });
    },
  };
};

const document = { kind: 'resident-id', number: '141198198507218914' } as const;

describe('a certificate at the lane', () => {
  it('is evidence for the rules, and travels as its code alone', async () => {
    const lane = aLane();
    lane.show(await aShown());
    lane.look(1);
    expect(lane.card()).toMatchObject({ kind: 'shown', proposal: { verdict: 'release' } });
    const body = lane.records.at(-1)?.body as { occupants: Record<string, unknown>[]; facts: unknown[] };
    expect(body.occupants[0]).toMatchObject({ way: 'code', code: expect.stringMatching(/^HC1:/) as string });
    expect(body.occupants[0]).not.toHaveProperty('certificate');
    expect(body.facts[0]).toMatchObject({
      certificate: { shown: true, outcome: 'accepted' },
      test: { source: 'signed', kind: 'naat', result: 'negative', sampleAgeMinutes: 840 },
    });
  });

  it('of a stranger, or too old, releases nobody from outside', async () => {
    for (const shown of [await aShown(undefined, {}, await aSigner()), await aShown('2026-11-20T09:00:00Z')]) {
      const lane = aLane();
      lane.show(shown);
      lane.look(1);
      expect(lane.card()).toMatchObject({ proposal: { verdict: 'sample-and-go' } });
    }
  });

  it('with a signature that is wrong holds the car', async () => {
    const lane = aLane();
    lane.show(await aShown(undefined, {}, await aSigner({ kid: lab.kid })));
    lane.look(1);
    expect(lane.card()).toMatchObject({ proposal: { verdict: 'hold' } });
  });

  it('goes to the person whose card was shown first', async () => {
    const lane = aLane();
    lane.send({ kind: 'document', way: 'card', document });
    lane.show(await aShown());
    expect(lane.check().occupants).toMatchObject([{ way: 'card', document, certificate: { outcome: 'accepted' } }]);
  });

  it('with another birth date than the card says is a second person', async () => {
    const lane = aLane();
    lane.send({ kind: 'document', way: 'card', document: { ...document, number: '141198194207048919' } });
    lane.show(await aShown());
    expect(lane.check().occupants).toMatchObject([{ way: 'card' }, { way: 'code' }]);
    expect(lane.check().occupants[0]).not.toHaveProperty('code');
  });

  it('that was damaged is scanned again for the same person', async () => {
    const lane = aLane();
    const good = await aShown();
    const code = good.code.slice(0, 200);
    lane.show({ code, certificate: await read(code) });
    lane.show(good);
    expect(lane.check().occupants).toMatchObject([{ code: good.code, certificate: { outcome: 'accepted' } }]);
  });

  it('of the next person is the next person', async () => {
    const lane = aLane();
    lane.show(await aShown());
    lane.show(await aShown('2026-11-23T20:00:00Z'));
    expect(lane.check().occupants).toHaveLength(2);
  });

  it('that is somebody else’s becomes theirs with one tap', async () => {
    const lane = aLane();
    lane.send({ kind: 'document', way: 'card', document });
    lane.show(await aShown());
    lane.send({ kind: 'not-theirs', n: 1 });
    expect(lane.check().occupants).toMatchObject([
      { n: 1, way: 'card' },
      { n: 2, way: 'code', certificate: { outcome: 'accepted' } },
    ]);
    expect(lane.check().occupants[0]).not.toHaveProperty('code');
  });

  it('read after its car was decided is nobody’s', async () => {
    const lane = aLane();
    lane.send({ kind: 'document', way: 'card', document });
    const { subject } = lane.check();
    lane.send({ kind: 'emergency' });
    lane.send({ kind: 'code-read', subject, ...(await aShown()) });
    expect(lane.check()).toBeNull();
  });

  it('is explained by the rules tried, the deciding one first, with what they read', async () => {
    const lane = aLane();
    lane.show(await aShown('2026-11-20T09:00:00Z'));
    lane.look(1);
    const [one] = rules?.explain(lane.check(), { now, outbreakInForce: true, areas: null }) ?? [];
    const [deciding] = one?.rules ?? [];
    expect(deciding).toMatchObject({ verdict: 'sample-and-go', outcome: 'applies' });
    const test = one?.rules.find(({ facts }) => 'test.sampleAgeMinutes' in facts);
    expect(test).toMatchObject({ facts: { 'test.sampleAgeMinutes': 5760 } });
    expect(test?.parameters).toContainEqual(expect.objectContaining({ value: 2880, unit: 'min' }));
  });
});

describe('what the officer is told of a code', () => {
  it('is a plain sentence, and what is missing', async () => {
    const { certificate } = await aShown();
    expect(sayCode(certificate, requirement, now)).toEqual({
      tone: 'good',
      sign: '✓',
      seen: '有签名的阴性核酸，14 小时前采样',
      next: '',
    });
    await setLanguage('en');
    expect(sayCode(certificate, requirement, now).seen).toBe('Signed negative PCR test, sampled 14 h ago');
    const old = (await aShown('2026-11-20T09:00:00Z')).certificate;
    expect(sayCode(old, requirement, now)).toMatchObject({
      tone: 'look',
      next: 'Today only 48 h count. Ask for a newer report, or take a sample here.',
    });
    const stranger = (await aShown(undefined, {}, await aSigner())).certificate;
    expect(sayCode(stranger, requirement, now)).toMatchObject({
      seen: 'The code is complete, but we do not know who signed it',
    });
  });

  it('names the holder as the certificate does', async () => {
    const { name } = (await aShown()).certificate;
    expect(name && sayHolder(name)).toBe('王小明（WANG XIAOMING）');
  });
});
