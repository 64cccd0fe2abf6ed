import { type FunctionalComponent, h } from 'vue';

/** Strokes and shapes on a field of 24 by 24: drawn, because not every phone's fonts have these signs. */
const shapes: Readonly<Record<string, string>> = {
  release: 'M4 13l5 5L20 6',
  'sample-and-go': 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 3v18',
  'sample-and-wait': 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 3v18',
  hold: 'M8 5v14M16 5v14',
  refer: 'M3 12h17M13 5l7 7l-7 7',
  'turn-back': 'M20 19v-5a5 5 0 0 0-5-5H4M9 4L4 9l5 5',
  'emergency-release': 'M12 4v16M4 12h16',
};

/** The half that is filled, for those that have one. */
const filled: Readonly<Record<string, string>> = {
  'sample-and-go': 'M12 3a9 9 0 0 0 0 18z',
  'sample-and-wait': 'M12 3a9 9 0 0 0 0 18z',
};

/** The symbol of a verdict, drawn in the colour of the text beside it; nothing for a verdict it does not know. */
export const VerdictSymbol: FunctionalComponent<{ readonly verdict: string }> = ({ verdict }) => {
  const shape = shapes[verdict];
  if (shape === undefined) return null;
  const line = h('path', {
    d: shape,
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': 3,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  });
  const half = filled[verdict];
  const svg = {
    viewBox: '0 0 24 24',
    width: '1em',
    height: '1em',
    'aria-hidden': 'true',
    focusable: 'false',
    class: 'verdict-symbol',
  };
  return h('svg', svg, half ? [line, h('path', { d: half, fill: 'currentColor' })] : [line]);
};
VerdictSymbol.props = ['verdict'];
