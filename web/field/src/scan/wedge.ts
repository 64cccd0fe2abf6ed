/** A reader types faster than any hand: a gap longer than this begins anew. */
const GapMs = 60;
const Shortest = 8;

/** The number of a resident's card, or of a permit of the same form, with a check character at its end. */
const cardNumber = /(?<![\dX])(\d{17}[\dX]|\d{15})(?![\dX])/i;

/**
 * What a reader of second-generation cards types: the number alone, or name, number and more, parted by tabs, commas, semicolons or bars. Of several
 * fields the number is the one that counts: nobody asks for the name of somebody whose number is known. Codes stay as they are.
 */
export const cardOf = (typed: string): string => {
  if (!/[\t,;|，；、\n]/u.test(typed)) return typed;
  const fields = typed
    .normalize('NFKC')
    .split(/[\t,;|、\n]+/u)
    .map((field) => field.trim());
  const number = fields.map((field) => cardNumber.exec(field.replace(/[\s-]/g, ''))?.[1]).find(Boolean);
  return number ? number.toUpperCase() : typed;
};

export interface WedgeState {
  readonly text: string;
  readonly at: number;
}

export const emptyWedge: WedgeState = { text: '', at: 0 };

/** One key of a keyboard-wedge reader: the next state, and the text when Enter closes a scan. */
export const wedgeKey = (state: WedgeState, key: string, at: number): readonly [WedgeState, string | null] => {
  const text = at - state.at > GapMs ? '' : state.text;
  if (key === 'Enter') return [emptyWedge, text.length >= Shortest ? cardOf(text) : null];
  // Many readers part their fields by Tab; a hand that moves the focus is slower, and begins anew.
  const sign = key === 'Tab' && text !== '' ? '\t' : key;
  return [sign.length === 1 ? { text: text + sign, at } : { text, at }, null];
};

/** Hears a reader wherever the focus is, unless the focus is in a field that reads for itself. Returns a way to stop. */
export const listenToWedge = (onText: (text: string) => void): (() => void) => {
  let state = emptyWedge;
  const hear = (event: KeyboardEvent): void => {
    if (event.isComposing || event.key === 'Process' || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target instanceof HTMLElement && event.target.closest('[data-own-input]')) return;
    const [next, scanned] = wedgeKey(state, event.key, event.timeStamp);
    // A reader's Tab must not move the focus in the middle of a card.
    if (event.key === 'Tab' && next.text.endsWith('\t')) event.preventDefault();
    state = next;
    if (scanned === null) return;
    // The reader's Enter must not also press the button that has the focus.
    event.preventDefault();
    event.stopPropagation();
    onText(scanned);
  };
  document.addEventListener('keydown', hear, { capture: true });
  return () => document.removeEventListener('keydown', hear, { capture: true });
};
