import { language } from './language.ts';
import { words } from './texts/index.ts';

/** Why a call did not succeed. `status` 0: no answer (`unreachable`), or one that is not ours (`unreadable`). */
export interface Problem {
  readonly status: number;
  /** Stable; `unreachable`, `unreadable`, or the server's. */
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** One sentence for the reader, in their language. */
  readonly title: string;
  readonly retryAfterSeconds: number | null;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

const nothing = (code: 'unreachable' | 'unreadable', status = 0): Problem => ({
  status,
  code,
  params: {},
  title: words.problems[code],
  retryAfterSeconds: null,
});

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** What a refusal says; `body` is its parsed JSON, if it had any. */
export const readProblem = (response: Response, body: unknown): Problem => {
  const retry = Number(response.headers.get('retry-after') ?? Number.NaN);
  const found = isRecord(body) ? body : {};
  return {
    status: response.status,
    code: typeof found.code === 'string' ? found.code : `http-${response.status}`,
    params: isRecord(found.params) ? found.params : {},
    title: typeof found.title === 'string' ? found.title : words.problems.unreadable,
    retryAfterSeconds: Number.isFinite(retry) ? retry : null,
  };
};

export interface CallOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON; a string or a file is sent as it stands. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Asks the server and never throws: an answer, a problem of the server's, no answer at all, and a captive portal's page
 * are all results. 204 gives `undefined`.
 */
export const call = async <T>(path: string, options: CallOptions = {}): Promise<Result<T>> => {
  const { body, timeoutMs = 15_000 } = options;
  const limit = AbortSignal.timeout(timeoutMs);
  let response: Response;
  let text: string;
  try {
    response = await fetch(path, {
      method: options.method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        'accept-language': language.value,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body) }),
      signal: options.signal ? AbortSignal.any([options.signal, limit]) : limit,
      credentials: 'same-origin',
      cache: 'no-store',
    });
    text = await response.text();
  } catch {
    return { ok: false, problem: nothing('unreachable') };
  }

  let parsed: unknown;
  try {
    parsed = text === '' ? undefined : JSON.parse(text);
  } catch {
    return { ok: false, problem: nothing('unreadable', response.ok ? 0 : response.status) };
  }
  return response.ok ? { ok: true, value: parsed as T } : { ok: false, problem: readProblem(response, parsed) };
};
