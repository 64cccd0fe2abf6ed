import { words } from './texts/index.ts';

export type Verdict =
  'release' | 'sample-and-go' | 'sample-and-wait' | 'hold' | 'refer' | 'turn-back' | 'emergency-release';

/** Mild to strict; emergency release stands outside the order. */
export const strictness: readonly Verdict[] = [
  'release',
  'sample-and-go',
  'sample-and-wait',
  'hold',
  'refer',
  'turn-back',
];

export const stricter = (a: Verdict, b: Verdict): Verdict => (strictness.indexOf(a) >= strictness.indexOf(b) ? a : b);

const symbols: Record<Verdict, string> = {
  release: '✓',
  'sample-and-go': '◐',
  'sample-and-wait': '◐',
  hold: '⏸',
  refer: '➜',
  'turn-back': '↩',
  'emergency-release': '✚',
};

/** Symbol, word and colour together: a verdict never speaks by colour alone. */
export interface VerdictLook {
  readonly symbol: string;
  readonly word: string;
  /** A class of tokens.css: `verdict-…` sets background and text. */
  readonly css: string;
}

/** How a verdict looks. A code from a newer server is shown raw and without colour; `null` is "asking the centre". */
export const verdictLook = (verdict: string | null): VerdictLook => {
  if (verdict === null) return { symbol: '…', word: words.verdicts.checking, css: 'verdict-checking' };
  if (!Object.hasOwn(symbols, verdict)) return { symbol: '', word: verdict, css: 'verdict-checking' };
  const known = verdict as Verdict;
  return { symbol: symbols[known], word: words.verdicts[known], css: `verdict-${known}` };
};

/** Beside any verdict: a person must look. */
export const mustLook = (): { readonly symbol: string; readonly word: string } => ({
  symbol: '?',
  word: words.verdicts.mustLook,
});
