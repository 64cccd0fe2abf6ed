/** What a pass asks of its holder at each passage; what is absent it does not ask. */
export interface PassConditions {
  /** A negative test at most so many hours old. */
  readonly testHours?: number | null;
  /** From when the hours are counted; the sample when it is not said. */
  readonly testFrom?: 'sample' | 'report' | (string & {}) | null;
  /** The colour that must be shown. */
  readonly healthCode?: string | null;
  /** Days of the week, 1 Monday to 7 Sunday. */
  readonly days?: readonly number[] | null;
  /** Local times of day, `HH:mm`; over midnight when the second is the earlier one. */
  readonly between?: { readonly from: string; readonly until: string } | null;
}

/** A pass at a post at an instant. `other-person`: shown by somebody else than its holder. A word from a newer server is kept. */
export type PassState =
  | 'active'
  | 'suspended'
  | 'ended'
  | 'expired'
  | 'not-yet'
  | 'other-post'
  | 'other-time'
  | 'other-person'
  | (string & {});

export interface PassTerms {
  /** active, suspended, ended */
  readonly kept: string;
  /** First and last local day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  readonly posts: readonly string[];
  readonly conditions: PassConditions;
}

/** A pass as the rules meet it. */
export interface HeldPass {
  readonly state: PassState;
  readonly conditions: PassConditions;
}

const minutes = (time: string): number | null => {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
};

const isTime = ({ days, between }: PassConditions, local: Date): boolean => {
  if (days && days.length > 0 && !days.includes(local.getUTCDay() || 7)) return false;
  const from = between ? minutes(between.from) : null;
  const until = between ? minutes(between.until) : null;
  if (from === null || until === null) return true;
  const now = local.getUTCHours() * 60 + local.getUTCMinutes();
  return from <= until ? now >= from && now < until : now >= from || now < until;
};

/**
 * What a pass is, whoever shows it. The server judges the same in `PassTerms.cs`; `packs/vectors/passes.json` holds both to it.
 * @param at milliseconds since 1970
 */
export const passStateAt = (terms: PassTerms, post: string, at: number, utcOffsetMinutes: number): PassState => {
  const local = new Date(at + utcOffsetMinutes * 60_000);
  const day = local.toISOString().slice(0, 10);
  if (terms.kept !== 'active') return terms.kept;
  if (day < terms.from) return 'not-yet';
  if (day > terms.to) return 'expired';
  if (!terms.posts.includes(post)) return 'other-post';
  return isTime(terms.conditions, local) ? 'active' : 'other-time';
};
