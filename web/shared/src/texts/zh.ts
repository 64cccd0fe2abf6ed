/** Words all apps share. The shape of this object is the contract for every other language. */
export const zh = {
  verdicts: {
    release: '放行',
    'sample-and-go': '采样即走',
    'sample-and-wait': '采样等候',
    hold: '留观',
    refer: '转诊',
    'turn-back': '劝返',
    'emergency-release': '急救优先',
    checking: '核验中',
    mustLook: '需人工',
  },
  categories: {
    local: '本地',
    commuter: '通勤',
    freight: '货运',
    outside: '外来',
    transit: '过境',
    emergency: '急救',
  },
  directions: { in: '进', out: '出' },
  problems: {
    unreachable: '连不上中心。已录内容都在本机，没有丢失。',
    unreadable: '中心的回答无法识别，可能连到了别的网络。没有丢失任何内容，请稍后再试。',
  },
  language: { other: 'English', name: '中文' },
};

export type Words = typeof zh;
