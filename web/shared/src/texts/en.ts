import type { Words } from './zh.ts';

export const en: Words = {
  verdicts: {
    release: 'Release',
    'sample-and-go': 'Sample, then go',
    'sample-and-wait': 'Sample, then wait',
    hold: 'Hold',
    refer: 'Refer to clinic',
    'turn-back': 'Turn back',
    'emergency-release': 'Emergency',
    checking: 'checking',
    mustLook: 'A person must look',
  },
  categories: {
    local: 'Local',
    commuter: 'Commuter',
    freight: 'Freight',
    outside: 'From outside',
    transit: 'Transit',
    emergency: 'Emergency',
  },
  directions: { in: 'In', out: 'Out' },
  problems: {
    unreachable: 'The centre cannot be reached. Everything recorded is on this device; nothing was lost.',
    unreadable:
      'The answer could not be read; this may be another network. Nothing was lost, please try again in a while.',
  },
  language: { other: '中文', name: 'English' },
};
