import type { Conditions, NewPass } from './passes';

/** A pass being filled in. */
export interface Draft {
  kind: string;
  document: string;
  name: string;
  phone: string;
  residence: string;
  employer: string;
  plate: string;
  posts: string[];
  from: string;
  to: string;
  testHours: string;
  testFrom: string;
  healthCode: string;
  days: number[];
  betweenFrom: string;
  betweenUntil: string;
  employerProof: string;
  communityProof: string;
}

export const conditionsOf = (draft: Draft): Conditions => ({
  testHours: draft.testHours === '' ? null : Number(draft.testHours),
  testFrom: draft.testHours === '' ? null : draft.testFrom,
  healthCode: draft.healthCode || null,
  days: draft.days.length > 0 && draft.days.length < 7 ? [...draft.days].sort() : null,
  between: draft.betweenFrom && draft.betweenUntil ? { from: draft.betweenFrom, until: draft.betweenUntil } : null,
});

/** Whether everything is there that a pass needs; the server says what is wrong with it. */
export const isComplete = (draft: Draft, isKnown: boolean): boolean =>
  draft.document.trim() !== '' &&
  (isKnown || draft.name.trim() !== '') &&
  draft.employer !== '' &&
  draft.posts.length > 0 &&
  draft.employerProof.trim() !== '' &&
  draft.communityProof.trim() !== '';

const orNull = (text: string): string | null => text.trim() || null;

export const toPass = (draft: Draft): NewPass => ({
  document: { kind: draft.kind, number: draft.document },
  name: orNull(draft.name),
  phone: orNull(draft.phone),
  residence: orNull(draft.residence),
  employer: draft.employer,
  plate: orNull(draft.plate),
  posts: draft.posts,
  conditions: conditionsOf(draft),
  validFrom: draft.from,
  validTo: draft.to,
  employerProof: draft.employerProof,
  communityProof: draft.communityProof,
});
