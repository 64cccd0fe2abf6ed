import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  call,
  clock,
  language,
  localDay,
  maskName,
  plural,
  setLanguage,
  stricter,
  tail,
  verdictLook,
} from './index.ts';

afterEach(async () => {
  vi.unstubAllGlobals();
  await setLanguage('zh-Hans');
});

describe('masking', () => {
  it.each([
    ['张三', '张*'],
    ['欧阳娜娜', '欧**'],
    ['张', '张*'],
    ['𠮷野家', '𠮷**'],
    ['', ''],
  ])('shows %s as %s', (name, shown) => expect(maskName(name)).toBe(shown));

  it('shows the last four characters of a document', () => expect(tail('14119819900101001X')).toBe('001X'));
});

describe('language', () => {
  it('switches every word at once, English loaded when wanted', async () => {
    expect(verdictLook('hold').word).toBe('留观');
    await setLanguage('en');
    expect(verdictLook('hold').word).toBe('Hold');
    expect(language.value).toBe('en');
  });

  it('counts in English', () => {
    expect(plural(1, 'car', 'cars')).toBe('1 car');
    expect(plural(2, 'car', 'cars')).toBe('2 cars');
  });
});

describe('clock', () => {
  it('speaks the county’s time whatever the phone thinks', () => {
    expect(clock('2026-11-24T16:05:00.000Z')).toBe('00:05');
    expect(localDay('2026-11-24T16:05:00.000Z')).toBe('2026-11-25');
  });
});

describe('verdicts', () => {
  it('takes the stricter of two', () => expect(stricter('hold', 'sample-and-go')).toBe('hold'));
  it('has no colour while asking, and shows a code it does not know as it is', () => {
    expect(verdictLook(null).css).toBe('verdict-checking');
    expect(verdictLook('quarantine-ship')).toEqual({ symbol: '', word: 'quarantine-ship', css: 'verdict-checking' });
    expect(verdictLook('toString').word).toBe('toString');
  });
});

describe('call', () => {
  const answers = (response: () => Promise<Response>): void => {
    vi.stubGlobal('fetch', response);
  };

  it('reads problem details', async () => {
    answers(() =>
      Promise.resolve(
        new Response(JSON.stringify({ code: 'server-busy', title: '请稍候', params: { seconds: 2 } }), {
          status: 503,
          headers: { 'retry-after': '2' },
        }),
      ),
    );
    const result = await call('/api/v1/x');
    expect(result).toEqual({
      ok: false,
      problem: { status: 503, code: 'server-busy', title: '请稍候', params: { seconds: 2 }, retryAfterSeconds: 2 },
    });
  });

  it('takes a captive portal’s page for no answer', async () => {
    answers(() => Promise.resolve(new Response('<html>login</html>', { status: 200 })));
    const result = await call('/api/v1/x');
    expect(result.ok ? '' : `${result.problem.code} ${result.problem.status}`).toBe('unreadable 0');
  });

  it('does not throw without a network', async () => {
    answers(() => Promise.reject(new TypeError('network')));
    const result = await call('/api/v1/x');
    expect(result.ok ? '' : result.problem.code).toBe('unreachable');
  });

  it('gives nothing for 204', async () => {
    answers(() => Promise.resolve(new Response(null, { status: 204 })));
    expect(await call('/api/v1/x')).toEqual({ ok: true, value: undefined });
  });
});
