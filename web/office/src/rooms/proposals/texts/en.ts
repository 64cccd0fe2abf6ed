import type { zh } from './zh';

export const en: typeof zh = {
  title: 'Waiting for a second person',
  intro:
    'Restricting somebody, opening or ending an outbreak: one person’s word is not enough. It happens when a colleague has looked at it and approved. What nobody approves within 24 hours lapses.',
  all: 'Show answered ones too',
  empty: 'Nothing is waiting for a second person.',
  by: (name, at) => `Proposed by ${name}, ${at}`,
  until: (at) => `Good until ${at}`,
  mine: 'You proposed this: somebody else has to approve it.',
  approve: 'Approve',
  refuse: 'Refuse',
  cancel: 'Take back',
  refuseTitle: 'Refuse this',
  refuseHint: 'Say why: whoever proposed it will read it.',
  sure: 'It takes effect at once.',
  yes: 'Yes, approve',
  no: 'Not yet',
  done: 'Approved, and in effect.',
  refused: 'Answered: refused.',
  cancelled: 'Taken back.',
  states: { waiting: 'waiting', approved: 'approved', refused: 'refused', cancelled: 'taken back', expired: 'lapsed' },
  answered: (name, at) => `${name}, ${at}`,
  reason: (text) => `Reason: ${text}`,
};
