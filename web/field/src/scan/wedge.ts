/** A reader types faster than any hand: a gap longer than this begins anew. */
const GapMs = 60;
const Shortest = 8;

export interface WedgeState {
  readonly text: string;
  readonly at: number;
}

export const emptyWedge: WedgeState = { text: '', at: 0 };

/** One key of a keyboard-wedge reader: the next state, and the text when Enter closes a scan. */
export const wedgeKey = (state: WedgeState, key: string, at: number): readonly [WedgeState, string | null] => {
  const text = at - state.at > GapMs ? '' : state.text;
  if (key === 'Enter') return [emptyWedge, text.length >= Shortest ? text : null];
  return [key.length === 1 ? { text: text + key, at } : { text, at }, null];
};

/** Hears a reader wherever the focus is, unless the focus is in a field that reads for itself. Returns a way to stop. */
export const listenToWedge = (onText: (text: string) => void): (() => void) => {
  let state = emptyWedge;
  const hear = (event: KeyboardEvent): void => {
    if (event.isComposing || event.key === 'Process' || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target instanceof HTMLElement && event.target.closest('[data-own-input]')) return;
    const [next, scanned] = wedgeKey(state, event.key, event.timeStamp);
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
