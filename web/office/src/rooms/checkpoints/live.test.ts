import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, ref } from 'vue';
import { backOffMs, useLive, type Live } from './live';

class FakeSource {
  static all: FakeSource[] = [];
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  isClosed = false;
  readonly url: string;
  private heard: ((message: { data: string }) => void) | undefined;
  constructor(url: string) {
    this.url = url;
    FakeSource.all.push(this);
  }
  addEventListener(_: string, heard: (message: { data: string }) => void): void {
    this.heard = heard;
  }
  close(): void {
    this.isClosed = true;
  }
  say(data: string): void {
    this.heard?.({ data });
  }
}

const last = (): FakeSource => {
  const source = FakeSource.all.at(-1);
  if (!source) throw new Error('nobody listens');
  return source;
};

beforeEach(() => {
  FakeSource.all = [];
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', FakeSource);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const listen = (ask: () => Promise<void> = () => Promise.resolve()) => {
  const at = ref<string | null>('/live');
  const heard: string[] = [];
  const scope = effectScope();
  const state = scope.run(() =>
    useLive({ at: () => at.value, event: 'board', heard: (data) => heard.push(data), ask }),
  );
  if (!state) throw new Error('no state');
  return { at, heard, state, stop: () => scope.stop() };
};

describe('listening', () => {
  it('hears, and says that it is live', () => {
    const { heard, state, stop } = listen();
    expect(state.value.is).toBe('connecting');
    last().say('{}');
    expect([heard, state.value.is]).toEqual([['{}'], 'live']);
    stop();
  });

  it('comes back by itself after the browser has given up, and remembers since when it was away', async () => {
    const { state, stop } = listen(() => Promise.reject(new Error('away')));
    vi.setSystemTime(1_000_000);
    last().onerror?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(state.value).toEqual({ is: 'offline', since: 1_000_000 } satisfies Live);
    await vi.advanceTimersByTimeAsync(1300);
    expect(FakeSource.all).toHaveLength(2);
    last().onerror?.();
    expect(state.value).toEqual({ is: 'offline', since: 1_000_000 } satisfies Live);
    await vi.advanceTimersByTimeAsync(2600);
    last().onopen?.();
    expect(state.value.is).toBe('live');
    stop();
  });

  it('says nothing of a stream that the server ended in good order', async () => {
    const { state, stop } = listen();
    last().onopen?.();
    last().onerror?.();
    await vi.advanceTimersByTimeAsync(1300);
    expect([state.value.is, FakeSource.all.length]).toEqual(['live', 2]);
    stop();
  });

  it('notices a line that died without a word', async () => {
    const { state, stop } = listen(() => Promise.reject(new Error('away')));
    last().onopen?.();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(state.value.is).toBe('offline');
    expect(FakeSource.all[0]?.isClosed).toBe(true);
    stop();
  });

  it('takes silence for silence while the server answers', async () => {
    const { state, stop } = listen();
    last().onopen?.();
    await vi.advanceTimersByTimeAsync(90_000);
    expect([state.value.is, FakeSource.all.length]).toEqual(['live', 1]);
    stop();
  });

  it('listens elsewhere when the page moves on, and nowhere on a past day or after leaving', async () => {
    const { at, state, stop } = listen();
    at.value = '/other';
    await nextTick();
    expect([FakeSource.all[0]?.isClosed, last().url]).toEqual([true, '/other']);
    at.value = null;
    await nextTick();
    expect([last().isClosed, state.value.is]).toEqual([true, 'off']);
    stop();
  });
});

describe('coming back', () => {
  it('waits longer each time, half a minute at most, and never together with the others', () => {
    expect([0, 1, 2, 9].map((attempt) => backOffMs(attempt, 0.5))).toEqual([1000, 2000, 4000, 30_000]);
    expect(backOffMs(0, 0)).toBe(750);
    expect(backOffMs(0, 1)).toBe(1250);
  });
});
