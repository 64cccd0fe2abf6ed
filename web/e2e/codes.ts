import { aCode, aSigner, aTest, type CodeOptions, type Signer } from '@redvest/shared/certificates/testing';

const hourMs = 3_600_000;
const ago = (hours: number): string => new Date(Date.now() - hours * hourMs).toISOString();

/** A laboratory of this test's own, and somebody who pretends to be it. */
export interface Laboratory {
  readonly own: Signer;
  readonly stranger: Signer;
  readonly impostor: Signer;
}

export const aLaboratory = async (): Promise<Laboratory> => {
  const own = await aSigner({ issuer: '演示检测机构' });
  return { own, stranger: await aSigner(), impostor: await aSigner({ kid: own.kid }) };
};

export interface Shown {
  readonly outcome: string;
  readonly text: string;
  /** How the phone says it. */
  readonly zh: RegExp;
  readonly en: RegExp;
}

const code = (signer: Signer, changes: Partial<CodeOptions> = {}): Promise<string> => {
  const now = Math.floor(Date.now() / 1000);
  return aCode({ signer, issuedAt: now - 3600, expiresAt: now + 72 * 3600, certificate: aTest(ago(14)), ...changes });
};

/** A code that releases somebody from outside; each number is another certificate. */
export const aNegativeTest = (signer: Signer, number: number): Promise<string> =>
  code(signer, { certificate: aTest(ago(14), { ci: `URN:UVCI:01:XA:REDVEST100${number}#7` }) });

/** One code of each outcome, made now. */
export const everyOutcome = async ({ own, stranger, impostor }: Laboratory): Promise<readonly Shown[]> => {
  const now = Math.floor(Date.now() / 1000);
  const good = await code(own);
  return [
    { outcome: 'accepted', text: good, zh: /有签名的阴性核酸，14 小时前采样/, en: /Signed negative PCR test, sampled 14 h ago/ },
    { outcome: 'too-old', text: await code(own, { certificate: aTest(ago(60)) }), zh: /太久了：60 小时前采样/, en: /too old: sampled 60 h ago/ },
    { outcome: 'issuer-unknown', text: await code(stranger), zh: /不认识签发方/, en: /do not know who signed it/ },
    { outcome: 'forged', text: await code(impostor), zh: /签名不对/, en: /signature is wrong/ },
    { outcome: 'expired', text: await code(own, { expiresAt: now - 3600 }), zh: /证明已过期/, en: /has expired/ },
    { outcome: 'not-yet-valid', text: await code(own, { issuedAt: now + 86_400 }), zh: /还没有生效/, en: /not valid yet/ },
    { outcome: 'wrong-kind', text: await code(own, { certificate: aTest(ago(5), { tt: 'LP217198-3' }) }), zh: /有签名的抗原，但今天不认这一种/, en: /antigen test, but today this kind does not count/ },
    { outcome: 'result-positive', text: await code(own, { certificate: aTest(ago(4), { tr: '260373001' }) }), zh: /结果阳性/, en: /POSITIVE/ },
    { outcome: 'result-empty', text: await code(own, { certificate: aTest(ago(3), { tr: '' }) }), zh: /还没有能认的结果/, en: /without a result we can read/ },
    { outcome: 'damaged', text: good.slice(0, 211), zh: /码损坏了/, en: /damaged/ },
    { outcome: 'other-prefix', text: `HC2:${good.slice(4)}`, zh: /另一种码/, en: /another kind of code/ },
    { outcome: 'not-a-code', text: 'PAY-1234567890', zh: /不是检测证明的码/, en: /not the code of a certificate/ },
  ]; // prettier-ignore
};
