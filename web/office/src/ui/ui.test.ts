import { setLanguage } from '@redvest/shared';
import { afterEach, describe, expect, it } from 'vitest';
import { Refused, search, type Checkpoint } from '../api';
import { problemOf, worthAsking } from '../queries';
import { en } from '../texts/en';
import { zh } from '../texts/zh';
import { destinations } from './go-to';
import { exactMinutes } from '@redvest/shared/explain';
import { amount, countdown, length, word } from './speak';
import { uuid7 } from './uuid7';

afterEach(() => setLanguage('zh-Hans'));

const refused = (status: number): Refused =>
  new Refused({ status, code: 'x', params: {}, title: 'x', retryAfterSeconds: null });

describe('asking again', () => {
  it('is worth it without an answer or with a busy server, not after a decision', () => {
    expect(worthAsking(0, refused(0))).toBe(true);
    expect(worthAsking(0, refused(503))).toBe(true);
    expect(worthAsking(0, refused(404))).toBe(false);
    expect(worthAsking(2, refused(503))).toBe(false);
  });
  it('finds no problem of the server’s in a bug of ours', () => expect(problemOf(new TypeError('x'))).toBeNull());
});

describe('addresses', () => {
  it('hold only what was wanted', () =>
    expect(search({ day: '2022-04-14', lane: null, after: undefined, q: '' })).toBe('?day=2022-04-14'));
});

describe('words', () => {
  it('have no number without a unit, and no zero for what nobody counted', async () => {
    expect(amount(3012, 'vehicles')).toBe('3,012\u00a0辆');
    expect(amount(null, 'vehicles')).toBe('—');
    await setLanguage('en');
    expect(amount(1, 'seconds')).toBe('1\u00a0s');
  });
  it('show a code they do not know as it stands', () => {
    expect(word(zh.users.roles, 'auditor')).toBe('审计');
    expect(word(zh.users.roles, 'toString')).toBe('toString');
  });
  it('say lengths in the coarsest unit that still says something', () => {
    expect([90_000, 5 * 60_000, -26 * 3_600_000, 3 * 86_400_000].map(length)).toEqual([
      '90 秒',
      '5 分钟',
      '26 小时',
      '3 天',
    ]);
    expect([90, 2880, 3100].map(exactMinutes)).toEqual(['90 分钟', '48 小时', '51 小时 40 分钟']);
    expect(countdown(125)).toBe('2:05');
  });
  it('are as many in English as in Chinese, in every open set', () => {
    const sets = (texts: typeof zh) =>
      Object.values(texts).flatMap((section) =>
        Object.entries(section).map(([name, value]) => [
          name,
          typeof value === 'object' ? Object.keys(value).sort() : typeof value,
        ]),
      );
    expect(sets(en)).toEqual(sets(zh));
  });
});

describe('go to', () => {
  const checkpoint = {
    id: 'c1',
    name: { zh: '夏家营卡口', en: 'Xiajiaying' },
    lanes: [{ id: 'l1', number: 1, name: { zh: '进 1 道', en: 'In 1' } }],
  } as unknown as Checkpoint;
  const labels = (typed: string, may: (door: string) => boolean = () => true) =>
    destinations(typed, [checkpoint], may).map(({ label }) => label);

  it('finds places by every word typed', () =>
    expect(labels('1 道 夏家')).toEqual(['进 1 道 的通行记录 · 夏家营卡口']));
  it('offers a day when one is typed, in full width too', () => {
    expect(labels('2022-04-14')).toHaveLength(2);
    expect(labels('２０２２－０４－１４')).toHaveLength(2);
    expect(labels('2022-13-45')).toEqual([]);
  });
  it('does not offer doors that are shut', () => {
    expect(labels('人员', (door) => !['users', 'staff', 'registry'].includes(door))).toEqual([]);
    expect(labels('2022-04-14', (door) => door !== 'passages')).toEqual(['2022-04-14 的看板 · 夏家营卡口']);
  });
});

describe('ids', () => {
  it('are UUIDs version 7 that carry the time', () => {
    const id = uuid7(Date.parse('2022-04-14T00:00:00Z'));
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse('2022-04-14T00:00:00Z'));
  });
});
