import { call, type Problem, type Result } from '@redvest/shared';
import type { paths } from '@redvest/shared/api';

type Method = 'get' | 'post' | 'put';
type Operation = { readonly responses: unknown };

/** The addresses of the API that answer a method, as the server describes them. */
export type At<M extends Method> = {
  [P in keyof paths]: paths[P][M] extends Operation ? P : never;
}[keyof paths];

type Json<R> = R extends { content: { 'application/json': infer Said } } ? Said : undefined;
type Said<O> = O extends { responses: infer R } ? Json<R[Extract<keyof R, 200 | 201 | 204>]> : never;
type Body<O> = O extends { requestBody: { content: { 'application/json': infer B } } } ? B : undefined;
type PathOf<O> = O extends { parameters: { path: infer P } } ? P : object;
type QueryOf<O> = O extends { parameters: { query?: infer Q } } ? Exclude<Q, undefined> : never;

/** What an address answers. */
export type Answer<P extends At<M>, M extends Method = 'get'> = Said<paths[P][M]>;
/** What an act is told. */
export type Told<P extends At<'post'>> = Body<paths[P]['post']>;
/** What is put at an address. */
export type Kept<P extends At<'put'>> = Body<paths[P]['put']>;
/** What a question may be narrowed by; null and nothing narrow nothing. Only ids and what is not personal stands here. */
export type Filters<P extends At<'get'>> = {
  readonly [K in keyof QueryOf<paths[P]['get']>]?: QueryOf<paths[P]['get']>[K] | null;
};

/** What the server refused, as an error that queries and forms can hold. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

let onRefused: (problem: Problem) => void = () => undefined;

/** Hears every refusal, of questions and of acts. */
export const listenToRefusals = (listener: (problem: Problem) => void): void => {
  onRefused = listener;
};

const value = async <T>(asked: Promise<Result<T>>): Promise<T> => {
  const result = await asked;
  if (result.ok) return result.value;
  onRefused(result.problem);
  throw new Refused(result.problem);
};

/** `{day: '…', lane: null}` → `?day=…`. */
export const search = (filters: object): string => {
  const query = new URLSearchParams();
  for (const [name, wanted] of Object.entries(filters))
    if (wanted !== null && wanted !== undefined && wanted !== '') query.set(name, String(wanted));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
};

/** An address with its gaps filled: `/users/{id}` → `/users/7a…`. */
export const address = (at: string, gaps: object): string =>
  Object.entries(gaps).reduce((path, [gap, id]) => path.replace(`{${gap}}`, encodeURIComponent(String(id))), at);

export const ask = <P extends At<'get'>>(
  at: P,
  gaps: PathOf<paths[P]['get']>,
  filters: Filters<P> = {},
  signal?: AbortSignal,
): Promise<Answer<P>> => value(call<Answer<P>>(address(at, gaps) + search(filters), signal ? { signal } : {}));

export const act = <P extends At<'post'>>(
  at: P,
  gaps: PathOf<paths[P]['post']>,
  ...[told]: Told<P> extends undefined ? [] : [told: Told<P>]
): Promise<Answer<P, 'post'>> =>
  value(
    call<Answer<P, 'post'>>(address(at, gaps), {
      method: 'POST',
      body: told ?? {},
      headers: { 'x-redvest': '1' },
    }),
  );

/** Puts something where its id says: again it changes nothing. */
export const keep = <P extends At<'put'>>(
  at: P,
  gaps: PathOf<paths[P]['put']>,
  what: Kept<P>,
): Promise<Answer<P, 'put'>> =>
  value(call<Answer<P, 'put'>>(address(at, gaps), { method: 'PUT', body: what ?? {}, headers: { 'x-redvest': '1' } }));
