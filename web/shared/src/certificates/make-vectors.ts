import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'vitest';
import type { Step } from './reading.ts';
import { aCode, aMessage, aSigner, aTest, cbor, type CodeOptions, packed, Raw, tagged } from './testing.ts';

/*
 * Writes tests/vectors/certificates.json, which C# and TypeScript both read. Run by web/shared/make-certificates. Every run makes new keys and
 * throws the private ones away.
 */

const at = '2026-11-24T09:00:00Z';
const now = Date.parse(at) / 1000;
const hour = 3600;
const sampled = '2026-11-23T19:00:00Z'; // 14 hours before
const requirement = { kinds: ['test'], testKinds: ['naat'], sampleMinutes: 2880 };

const order: readonly Step[] = [
  'prefix', 'base45', 'zlib', 'cose', 'cbor', 'schema', 'signature', 'time', 'usage', 'rule',
]; // prettier-ignore
const from = (step: Step): readonly Step[] => order.slice(order.indexOf(step) + 1);

it('makes the vectors', async () => {
  const lab = await aSigner();
  const rsa = await aSigner({ algorithm: 'PS256' });
  const onlyVaccines = await aSigner({ usages: ['v'] });
  const twin = await aSigner({ kid: lab.kid, issuer: '141199' });
  const stranger = await aSigner();
  const impostor = await aSigner({ kid: lab.kid });
  const trust = [lab, rsa, onlyVaccines, twin].map(({ trusted }) => trusted);

  const code = (changes: Partial<CodeOptions> = {}): CodeOptions => ({
    signer: lab,
    issuedAt: now - 12 * hour,
    expiresAt: now + 60 * hour,
    certificate: aTest(sampled),
    ...changes,
  });
  const make = (changes?: Partial<CodeOptions>): Promise<string> => aCode(code(changes));
  const test = (entry: Parameters<typeof aTest>[1], whole?: Parameters<typeof aTest>[2]): Promise<string> =>
    make({ certificate: aTest(sampled, entry, whole) });
  const good = await make();
  const vaccine = {
    ...(aTest(sampled) as object),
    t: null,
    v: [
      {
        tg: '840539006',
        vp: '1119349007',
        mp: 'EU/1/20/1528',
        ma: 'ORG-100030215',
        dn: 7,
        sd: new Raw([0xfa, 0x40, 0, 0, 0]),
        dt: '2026-01-05',
        co: 'CN',
        is: '演示县疾控中心',
        ci: 'URN:UVCI:01:XA:REDVEST0002#3',
      },
    ],
  } as Parameters<typeof aTest>[2];
  const two = aTest(sampled) as unknown as { t: unknown[] };

  const cases: unknown[] = [];
  const put = (
    name: string,
    text: string,
    outcome: string,
    detail: string,
    failed: readonly Step[],
    notReached: readonly Step[],
    more: object = {},
  ): void => {
    cases.push({ name, text, ...more, outcome, detail, failed, notReached });
  };
  const stops = (name: string, text: string, step: Step, outcome: string, detail: string): void =>
    put(name, text, outcome, detail, [step], from(step));
  const damaged = (name: string, text: string, step: Step, detail: string): void => {
    // With the claims read, time and signature are looked at all the same.
    const weighed = step === 'schema';
    put(name, text, 'damaged', detail, [step], weighed ? ['rule'] : from(step));
  };
  const accepted = (name: string, text: string, reads: object = {}): void =>
    put(name, text, 'accepted', 'accepted', [], [], { reads });
  const ruled = (name: string, text: string, outcome: string, detail: string, reads: object = {}): void =>
    put(name, text, outcome, detail, ['rule'], [], { reads });

  accepted('a negative PCR test of 14 hours ago', good, {
    kind: 'test',
    result: 'negative',
    testKind: 'naat',
    sampledAt: '2026-11-23T19:00:00.000Z',
    deviations: [],
  });
  accepted('without any tag', await make({ tags: [] }));
  accepted('tagged as a CWT too', await make({ tags: [61, 18] }));
  accepted('named by its kid in the other header', await make({ kidIn: 'unprotected' }));
  accepted('signed with RSA', await make({ signer: rsa }));
  accepted('signed by the second key of that kid', await make({ signer: twin }));
  accepted('surrounded by blanks and line ends', ` ${good}\r\n`);
  accepted('sampled at a time in a spelling of its own', await test({ sc: '2026-11-24 03:00:00.5+08' }), {
    sampledAt: '2026-11-23T19:00:00.500Z',
  });
  accepted(
    'full of what verifiers were told to take',
    await test(
      { tr: ' 260415000 ', nm: null, dr: '', tc: "“中心”, 'A'", ma: '' },
      { v: null, r: null, dob: '1985-7', nam: { fn: '王', fnt: 'Wang', gn: '小明', gnt: 'XIAO MING' } },
    ),
    { result: 'negative', deviations: ['pattern:fnt', 'pattern:gnt', 'pattern:dob', 'null:v', 'null:r', 'null:nm'] },
  );
  accepted('with a time that is marked as one', await test({ sc: new Raw(tagged(0, cbor(sampled))) }), {
    sampledAt: '2026-11-23T19:00:00.000Z',
  });
  accepted(
    'written with indefinite lengths',
    await make({
      payload: [
        0xbf,
        ...cbor(6),
        ...cbor(now - hour),
        ...cbor(4),
        ...cbor(now + hour),
        ...cbor(-260),
        0xbf,
        ...cbor(1),
        ...cbor(aTest(sampled)),
        0xff,
        0xff,
      ],
    }),
  );

  stops('nothing', '  ', 'prefix', 'not-a-code', 'empty');
  stops('an address of the web', 'www.example.org/HC1', 'prefix', 'not-a-code', 'no-prefix');
  stops('a code without its prefix', good.slice(4), 'prefix', 'not-a-code', 'no-prefix');
  stops('a later version', `HC2:${good.slice(4)}`, 'prefix', 'other-prefix', 'other-version');
  stops('another container', 'shc:/5676290952432060346029243740', 'prefix', 'other-prefix', 'other-container');

  damaged('spoilt by a foreign letter', `HC1:${good.slice(4, 40)}a${good.slice(41)}`, 'base45', 'base45-character');
  damaged('spoilt by a group too large', `HC1:${good.slice(4, 10)}:::${good.slice(13)}`, 'base45', 'base45-broken');
  damaged('cut off in the middle', good.slice(0, 202), 'zlib', 'zlib-broken');
  damaged('not compressed', `HC1:${'0'.repeat(30)}`, 'zlib', 'zlib-header');
  damaged('a bomb', await packed(Array.from({ length: 100_000 }, () => 0)), 'zlib', 'zlib-too-large');
  damaged('not CBOR', await packed([0xff]), 'cose', 'cose-cbor');
  damaged('followed by more', await packed([...(await aMessage(code())), 0]), 'cose', 'cose-cbor');
  damaged('a list of three', await packed(cbor([new Uint8Array(), {}, new Uint8Array()])), 'cose', 'cose-structure');
  damaged('in need of something we do not know', await make({ critical: true }), 'cose', 'cose-critical');
  damaged(
    'signed over claims with a key twice',
    await make({ payload: [0xa2, ...cbor(6), ...cbor(now), ...cbor(6), ...cbor(now)] }),
    'cbor',
    'payload-cbor',
  );
  damaged(
    'signed over nested lists',
    await make({ payload: Array.from({ length: 60 }, () => 0x81) }),
    'cbor',
    'payload-cbor',
  );
  damaged('signed over a number', await make({ payload: cbor(5) }), 'cbor', 'payload-structure');
  damaged(
    'signed over no certificate',
    await make({ payload: cbor({ 6: now - hour, 4: now + hour }) }),
    'cbor',
    'no-certificate',
  );
  damaged('without a name', await test({}, { nam: '王小明' }), 'schema', 'schema-name');
  damaged('of somebody born in 1815', await test({}, { dob: '1815-08-24' }), 'schema', 'schema-birth-date');
  damaged('with a number for a result', await test({ tr: 5 }), 'schema', 'schema-tr');
  damaged('without any entry', await test({}, { t: [] }), 'schema', 'schema-no-entry');

  const unknown = (name: string, text: string, detail: string): void =>
    put(name, text, 'issuer-unknown', detail, ['signature'], ['usage', 'rule']);
  unknown('signed by a stranger', await make({ signer: stranger }), 'kid-unknown');
  unknown('without a kid', await make({ kidIn: 'nowhere' }), 'kid-missing');
  put(
    'signed by a key for vaccinations',
    await make({ signer: onlyVaccines }),
    'issuer-unknown',
    'wrong-key-usage',
    ['usage'],
    ['rule'],
  );

  const forged = (name: string, text: string, detail: string): void =>
    put(name, text, 'forged', detail, ['signature'], ['usage', 'rule']);
  forged('signed by another key under a known kid', await make({ signer: impostor }), 'signature-wrong');
  forged('said to be of another algorithm', await make({ saysAlgorithm: -37 }), 'algorithm-wrong');
  forged('said to be of no algorithm', await make({ saysAlgorithm: 0 }), 'algorithm-wrong');

  const outside = (name: string, text: string, outcome: string, detail: string): void =>
    put(name, text, outcome, detail, ['time'], ['rule']);
  outside('issued tomorrow', await make({ issuedAt: now + 24 * hour }), 'not-yet-valid', 'issued-in-future');
  outside('expired since a second', await make({ expiresAt: now - 1 }), 'expired', 'expired');
  outside('without an end', await make({ expiresAt: null }), 'expired', 'no-expiry');
  accepted('in its last second', await make({ expiresAt: now }));

  ruled(
    'sampled in the future',
    await make({ certificate: aTest('2026-11-24T12:00:00Z') }),
    'not-yet-valid',
    'sample-in-future',
  );
  ruled(
    'a vaccination',
    await make({ certificate: vaccine as CodeOptions['certificate'] }),
    'wrong-kind',
    'kind-not-accepted',
    { kind: 'vaccination' },
  );
  ruled('a rapid antigen test', await test({ tt: 'LP217198-3' }), 'wrong-kind', 'test-kind-not-accepted', {
    testKind: 'antigen',
  });
  put(
    'two tests',
    await make({ certificate: { ...two, t: [two.t[0], two.t[0]] } as CodeOptions['certificate'] }),
    'wrong-kind',
    'several-entries',
    ['schema', 'rule'],
    [],
  );
  put(
    'a test and a vaccination',
    await make({ certificate: { ...(vaccine as object), t: two.t } as CodeOptions['certificate'] }),
    'wrong-kind',
    'several-kinds',
    ['schema', 'rule'],
    [],
  );
  ruled('a positive test', await test({ tr: '260373001' }), 'result-positive', 'result-positive', {
    result: 'positive',
  });
  ruled(
    'a positive rapid antigen test',
    await test({ tt: 'LP217198-3', tr: '260373001' }),
    'result-positive',
    'result-positive',
    {
      result: 'positive',
      testKind: 'antigen',
    },
  );
  ruled('a test without a result', await test({ tr: '' }), 'result-empty', 'result-empty', { result: 'empty' });
  ruled('a test with a result nobody knows', await test({ tr: '999' }), 'result-empty', 'result-unknown', {
    result: 'unknown',
  });
  ruled('a test of three days ago', await make({ certificate: aTest('2026-11-21T08:00:00Z') }), 'too-old', 'too-old');
  ruled('a test of no readable time', await test({ sc: '昨天' }), 'too-old', 'sample-time-unknown');
  ruled('a test of a day without a clock, at its earliest', await test({ sc: '2026-11-22' }), 'too-old', 'too-old', {
    sampledAt: '2026-11-21T10:00:00.000Z',
  });
  put('good, but nobody asks for it', good, 'unruled', 'unruled', [], ['rule'], { unruled: true });

  const note =
    'Made by web/shared/make-certificates with keys that were thrown away; read by C# and TypeScript. Nobody in here exists.';
  const file = join(import.meta.dirname, '../../../../tests/vectors/certificates.json');
  writeFileSync(
    file,
    `${JSON.stringify({ note, at, requirement, trust: { format: 1, keys: trust }, cases }, null, 1)}\n`,
  );
});
