import type { PassTexts } from './zh.ts';

export const en: PassTexts = {
  pass: {
    states: {
      active: 'Commuter pass is good',
      suspended: 'Commuter pass is suspended',
      ended: 'Commuter pass has ended',
      expired: 'Commuter pass has expired',
      'not-yet': 'Commuter pass is not valid yet',
      'other-post': 'Commuter pass is not for this post',
      'other-time': 'Commuter pass is not for this day or hour',
      'other-person': 'This commuter pass is somebody else’s',
    },
    next: {
      suspended: 'Have them pull over while we ask the issuer.',
      ended: 'Check as any other car; the employer can apply again.',
      expired: 'Check as any other car; the pass can be renewed.',
      'not-yet': 'Check as any other car.',
      'other-post': 'Check as any other car, and say which post it is for.',
      'other-time': 'Check as any other car.',
      'other-person': 'Look at the identity card and tell the shift leader.',
    },
    until: (day) => `until ${day}`,
    because: (reason) => `Reason: ${reason}`,
    asks: 'Look for',
    test: (hours, byReport) => `a test of the last ${hours} h (from ${byReport ? 'the report' : 'sampling'})`,
    code: (colour) => `${colour} code`,
    colours: { green: 'green', yellow: 'yellow', grey: 'grey' },
    number: (number) => `No. ${number}`,
    byPhone: 'by this phone’s list',
  },
  registration: {
    button: 'Reg. no.',
    title: 'Short number of a registration',
    number: 'Number',
    hint: 'Whoever registered while waiting has a number of 4 to 6 digits; plate and card find it, too.',
    use: 'Find',
    notices: {
      'registration-away': 'No network: registrations cannot be found. Read the card, or ask.',
      'registration-unknown': 'No registration has this number: misheard, older than 4 hours, or made at another post.',
    },
  },
  documents: { form: 'Not a number of this kind of document, please look again' },
};
