import { type Bilingual, language } from '@redvest/shared';

export interface Post {
  readonly post: Bilingual;
  readonly owner: Bilingual;
  /** The county's six digits. */
  readonly region: string;
}

export interface Registered {
  readonly number: string;
  readonly expiresAt: string;
  readonly post: Bilingual;
}

export type Answered<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly said: string | null };

/** Old browsers know no signals with a time limit, so this is plain; null means that nobody answered. */
const post = async <T>(address: string, body: unknown): Promise<Answered<T>> => {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-redvest': '1', 'accept-language': language.value },
      body: JSON.stringify(body),
      credentials: 'omit',
      cache: 'no-store',
    });
    const read = (await answer.json()) as T & { title?: string };
    return answer.ok ? { ok: true, value: read } : { ok: false, said: read.title ?? null };
  } catch {
    return { ok: false, said: null };
  }
};

export const showPost = (token: string): Promise<Answered<Post>> => post('/api/v1/registrations/post', { token });
export const register = (request: unknown): Promise<Answered<Registered>> => post('/api/v1/registrations', request);
