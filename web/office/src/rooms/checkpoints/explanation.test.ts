import { setLanguage } from '@redvest/shared';
import { sayFacts, sayParameter } from '@redvest/shared/explain';
import { afterEach, describe, expect, it } from 'vitest';
import { sayDifference, sayRestriction } from './differences';
import { clockError, lateness } from './timeline';

afterEach(() => setLanguage('zh-Hans'));

const said = (facts: Record<string, unknown>): string[] => sayFacts(facts).map(({ label, text }) => `${label} ${text}`);

describe('facts', () => {
  it('are said with the unit in their name', () =>
    expect(said({ temperatureTenths: 374, test: { sampleAgeMinutes: 3100 }, mask: true, category: 'outside' })).toEqual(
      ['体温 37.4 °C', '采样距今 51 小时 40 分钟', '戴口罩 是', '类别 外来'],
    ));

  it('fold their Known siblings in', () => {
    expect(said({ healthCodeKnown: false, ageYears: 52, ageYearsKnown: true })).toEqual(['健康码 未知', '年龄 52 岁']);
    expect(said({ mask: true, maskKnown: false })).toEqual(['戴口罩 未知']);
    expect(sayFacts({ 'standing.orderInForceKnown': false })[0]?.known).toBe(false);
  });

  it('of a newer pack are shown as they stand', () =>
    expect(said({ 'cough.days': 'x-1' })).toEqual(['cough.days x-1']));

  it('meet their parameters in the same unit', () => {
    expect(sayParameter(373, '0.1 °C')).toBe('37.3 °C');
    expect(sayParameter(2880, 'min')).toBe('48 小时');
    expect(sayParameter(3, 'd')).toBe('3 天');
  });

  it('speak English when the reader does', async () => {
    await setLanguage('en');
    expect(said({ 'test.result': 'negative' })).toEqual(['Test result negative']);
  });
});

describe('differences', () => {
  it('name the person, both verdicts, whose proposal it was, and the reason', () =>
    expect(sayDifference({ n: 2, given: 'release', proposed: 'refer', reason: '复测 36.8', shown: 'device' })).toBe(
      '第 2 人 · 工作人员给出“放行”，当时设备的建议是“转诊” · 理由: 复测 36.8',
    ));

  it('of the whole vehicle say so', () =>
    expect(sayDifference({ n: null, given: 'hold', proposed: 'release', reason: null, shown: 'server' })).toBe(
      '全车 · 工作人员给出“留观”，当时中心的建议是“放行”',
    ));

  it('tell what the centre knew of somebody who was released', () =>
    expect(
      sayRestriction({
        n: 1,
        event: 'e',
        at: '2022-04-14T02:00:00Z',
        given: 'release',
        known: 'hold',
        rules: ['pool-positive'],
      }),
    ).toBe('第 1 人 · 10:00:00 给出“放行”，中心当时已知应“留观” · pool-positive'));
});

describe('device time', () => {
  const eventTime = '2022-04-14T02:00:00Z';
  it('is compared with the event time when it is off by a minute or more', () => {
    expect(clockError({ deviceWall: Date.parse('2022-04-15T02:00:00Z'), eventTime })).toBe(86_400_000);
    expect(clockError({ deviceWall: Date.parse(eventTime) + 59_000, eventTime })).toBeNull();
    expect(clockError({ deviceWall: null, eventTime })).toBeNull();
  });
  it('of a record that came late says how late', () =>
    expect(lateness({ receivedAt: '2022-04-14T03:00:00Z', eventTime })).toBe(3_600_000));
});
