import { onScopeDispose, ref, watch, type Ref } from 'vue';

export type Live =
  | { readonly is: 'connecting' }
  | { readonly is: 'live' }
  | { readonly is: 'offline'; readonly since: number }
  | { readonly is: 'off' };

export interface LiveOptions {
  /** Where to listen; `null` listens to nothing. */
  readonly at: () => string | null;
  readonly event: string;
  readonly heard: (data: string) => void;
  /** Asks by a plain request, which also tells whether the session has ended; rejects when the server is away. */
  readonly ask: () => Promise<void>;
}

/** Silence after which a plain request decides whether the line is still there. */
const QuietMs = 30_000;

/** 1, 2, 4 … 30 seconds, each spread by a half so that a room of screens does not return in one moment. */
export const backOffMs = (attempt: number, random: number = Math.random()): number =>
  Math.min(30_000, 1000 * 2 ** attempt) * (0.75 + random / 2);

/**
 * Server-sent events with our own back-off: the browser gives up for good after 204, 401 or 500, and does not notice a
 * line that is dead without a word.
 */
export const useLive = (options: LiveOptions): Ref<Live> => {
  const state = ref<Live>({ is: 'off' });
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;

  const close = (): void => {
    source?.close();
    source = undefined;
    clearTimeout(timer);
  };
  /** A stream that the server ended in good order is no reason to worry anybody: a plain request tells. */
  const lost = (address: string): void => {
    close();
    const since = Date.now();
    timer = setTimeout(() => open(address), backOffMs(attempt++));
    options.ask().catch(() => {
      if (source === undefined && state.value.is !== 'offline') state.value = { is: 'offline', since };
    });
  };
  const listenOn = (address: string): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      options.ask().then(
        () => listenOn(address),
        () => {
          state.value = { is: 'offline', since: Date.now() };
          lost(address);
        },
      );
    }, QuietMs);
  };
  const open = (address: string): void => {
    close();
    const opened = new EventSource(address);
    source = opened;
    const alive = (): void => {
      if (source !== opened) return;
      attempt = 0;
      state.value = { is: 'live' };
      listenOn(address);
    };
    opened.onopen = alive;
    opened.addEventListener(options.event, (message: MessageEvent<string>) => {
      alive();
      options.heard(message.data);
    });
    opened.onerror = () => {
      if (source === opened) lost(address);
    };
  };

  watch(
    options.at,
    (address) => {
      close();
      attempt = 0;
      state.value = { is: address === null ? 'off' : 'connecting' };
      if (address !== null) open(address);
    },
    { immediate: true },
  );
  onScopeDispose(close);
  return state;
};
