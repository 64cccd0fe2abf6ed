import { setOffset } from '@redvest/shared';
import type { Reading } from '@redvest/shared/certificates';
import { describe, expect, it } from 'vitest';
import { sayPass } from './pass';

setOffset(480);
const posts = [
  { id: 'north', name: { zh: '北卡口', en: 'North post' } },
  { id: 'south', name: { zh: '南卡口', en: 'South post' } },
];
const noon = Date.parse('2026-11-25T12:00:00+08:00');
const aPass = (change: object = {}, outcome = 'unruled'): Reading =>
  ({
    outcome,
    pass: {
      id: 'p',
      number: '22481792',
      name: '谢**',
      tail: '8919',
      employer: '煤机厂',
      posts: ['south'],
      conditions: {},
      from: '2026-11-01',
      to: '2026-12-25',
      plate: null,
      ...change,
    },
  }) as unknown as Reading;

describe('a commuter pass at a desk', () => {
  it('is good at the posts it names, and the holder is compared', () => {
    const said = sayPass(aPass(), posts, noon);
    expect(said).toMatchObject({ tone: 'good', seen: '通勤证有效，至 2026-12-25，适用：南卡口。' });
    expect(said?.next).toContain('8919');
  });

  it('is said to be over, early, for another post or another hour', () => {
    const seen = (change: object, outcome?: string): string => sayPass(aPass(change, outcome), posts, noon)?.seen ?? '';
    expect(seen({ to: '2026-11-24' })).toContain('已过期');
    expect(seen({}, 'expired')).toContain('已过期');
    expect(seen({ from: '2026-11-26' })).toContain('还没有生效');
    expect(seen({ posts: ['elsewhere'] })).toBe('这张通勤证不适用您的卡口。');
    expect(seen({ conditions: { between: { from: '20:00', until: '06:00' } } })).toContain('时段');
  });

  it('is nothing when nobody we believe signed it, and other codes are no passes', () => {
    expect(sayPass(aPass({}, 'issuer-unknown'), posts, noon)).toBeNull();
    expect(sayPass({ outcome: 'unruled' } as Reading, posts, noon)).toBeNull();
  });
});
