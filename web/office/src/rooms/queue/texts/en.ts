import type { zh } from './zh';

export const en: typeof zh = {
  title: 'Queues and lanes',
  intro:
    'Cars waiting = arrived − gave up − checks begun. When somebody states a count, the count is believed and goes on from there.',
  lines: 'Queue of each lane',
  lane: 'Lane',
  shared: 'one line for several lanes',
  length: 'Waiting',
  source: 'How it is known',
  sources: {
    tally: (time) => `tallied since ${time}`,
    count: (time) => `counted at ${time}`,
    none: 'nobody counts',
  },
  first: 'First in line waits',
  p50: 'Half waited at most',
  p90: 'Nine of ten at most',
  waitsOf: (count) => `of ${count} cars whose check began in the last 30 min`,
  noWaits:
    'No waiting time was measured in the last 30 min: cars must be tallied one by one on the phone’s Queue page.',
  state: 'State',
  open: 'open',
  shut: 'shut',
  relief: {
    title: (lane, length, time) => `${lane}: ${length} cars waiting, over the limit since ${time}`,
    'open-lane': (lane) => `Do now: open ${lane}.`,
    'send-to-lane': (lane) => `Do now: send the cars behind to ${lane}.`,
    'all-open':
      'Do now: all lanes are open; start the relief plan: people who register cars ahead of the lane, and ask upstream to slow down.',
  },
  advice: {
    title: 'Lanes to open',
    of: (direction, category) => `${direction} · ${category}`,
    any: 'all kinds of traffic',
    priority: 'priority traffic',
    say: {
      'not-measured': 'Nothing to say yet: fewer than 5 checks lately, or no cars came.',
      enough: (open) => `The ${open} open now are enough.`,
      open: (lanes, which) => `Open up to ${lanes}: open ${which}.`,
      close: (lanes, which) => `${lanes} would do: close ${which}.`,
      'more-than-there-are': (lanes) => `It would take ${lanes}, more than there are: start the relief plan.`,
    },
    sum: (perHour, seconds, load) => `${perHour} cars an hour × ${seconds} s each ÷ 3600 = ${load} lanes always busy.`,
    option: (lanes, busy, wait) => `${lanes} open: busy ${busy}, average wait ${wait}`,
    grows: 'growing without end',
    now: ' (now)',
    target: (seconds) => `Wanted: an average wait of at most ${seconds} s.`,
    fromTally: 'Arrivals are from the tally (last 15 min).',
    fromChecks:
      'Nobody tallies, so arrivals are taken from checks begun: cars still waiting are not in them, and there may be more.',
    measured: (checks, variation) =>
      `Time per car is measured from ${checks} checks (with moving up), variation (variance ÷ squared mean) ${variation}.`,
    exact: 'One lane: Pollaczek–Khinchine, exact whatever the times.',
    approximate: 'Several lanes: Erlang C times (1 + variation) ÷ 2, an approximation (Allen–Cunneen).',
    steady:
      'The advice does not flip: a lane opens when the last 15 min ask for it, and closes only when 15 and 30 min both leave room and nobody waits.',
    how: 'How it is calculated',
  },
  settings: {
    title: 'Limits of this checkpoint',
    reliefAbove: 'Relief when more cars wait than',
    reliefHint: 'Toll stations start relief above 5.',
    target: 'Average wait wanted, at most (s)',
    oneLine: 'Lanes of one direction and kind share one line',
    oneLineHint: 'Choose this when cars wait in one line and are sent to the lanes.',
    saved: 'Saved.',
  },
  more: 'Queues and advice…',
};
