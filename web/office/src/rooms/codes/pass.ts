import { offsetMinutes, say, type Bilingual } from '@redvest/shared';
import type { PassRead, Reading } from '@redvest/shared/certificates';
import type { CodeSaid } from '@redvest/shared/explain';
import { passStateAt } from '@redvest/shared/passes';
import { passTexts as texts } from './texts';

export interface PostNamed {
  readonly id: string;
  readonly name: Bilingual;
}

/** At which of these posts it is good now; else the most that can be said of it. */
const stateOf = (pass: PassRead, posts: readonly PostNamed[], at: number) => {
  const terms = { kept: 'active', from: pass.from, to: pass.to, posts: pass.posts, conditions: pass.conditions };
  const states = posts.map((post) => ({ post, state: passStateAt(terms, post.id, at, offsetMinutes.value) }));
  const good = states.filter(({ state }) => state === 'active').map(({ post }) => post);
  if (good.length > 0) return { state: 'active', good };
  return { state: states.find(({ state }) => state !== 'other-post')?.state ?? 'other-post', good };
};

/** What a pass says to somebody at a desk who sees these posts; null for a code that is no pass, or that nobody we believe signed. */
export const sayPass = (reading: Reading, posts: readonly PostNamed[], at: number): CodeSaid | null => {
  const { pass, outcome } = reading;
  if (!pass || (outcome !== 'unruled' && outcome !== 'expired')) return null;
  const look = (seen: string): CodeSaid => ({ tone: 'look', sign: '!', seen, next: texts.ask });
  const { state, good } = stateOf(pass, posts, at);
  if (outcome === 'expired' || state === 'expired') return look(texts.expired(pass.to));
  if (state === 'not-yet') return look(texts.notYet(pass.from));
  if (state === 'other-time') return look(texts.otherTime(pass.to));
  if (state !== 'active') return look(texts.otherPost);
  const names = good.map(({ name }) => say(name)).join(texts.comma);
  return { tone: 'good', sign: '✓', seen: texts.valid(pass.to, names), next: texts.compare(pass.name, pass.tail) };
};
