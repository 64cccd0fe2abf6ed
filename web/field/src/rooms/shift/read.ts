import type { RuleInForce, ShiftSection } from './section.ts';

/** What an officer has confirmed on this phone: `officer|kind|id|version`. */
export const receiptOf = (officer: string | null, rule: RuleInForce): string =>
  [officer ?? '', rule.kind, rule.id, rule.version].join('|');

/** Rules that are new since the shift before, and that this officer has not read here. */
export const unreadOf = (section: unknown, officer: string | null, read: readonly string[]): readonly RuleInForce[] =>
  ((section as ShiftSection | null)?.draft.rules ?? []).filter(
    (rule) => rule.isNew && !read.includes(receiptOf(officer, rule)),
  );
