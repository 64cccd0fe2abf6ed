export const zh = {
  pass: {
    states: {
      active: '通勤证有效',
      suspended: '通勤证已停用',
      ended: '通勤证已终止',
      expired: '通勤证已过期',
      'not-yet': '通勤证还没生效',
      'other-post': '通勤证不走这个卡口',
      'other-time': '通勤证不在规定的日子或时段',
      'other-person': '这张通勤证不是本人的',
    } as Record<string, string>,
    next: {
      suspended: '请他靠边，我们问发证单位。',
      ended: '按一般车辆查验，请他找单位补办。',
      expired: '按一般车辆查验，请他续期。',
      'not-yet': '按一般车辆查验。',
      'other-post': '按一般车辆查验，告诉他该走哪个卡口。',
      'other-time': '按一般车辆查验。',
      'other-person': '请核对身份证，报告值班长。',
    } as Record<string, string>,
    until: (day: string) => `至 ${day}`,
    because: (reason: string) => `原因：${reason}`,
    asks: '要看',
    test: (hours: number, byReport: boolean) => `${hours} 小时内核酸（从${byReport ? '出报告' : '采样'}算）`,
    code: (colour: string) => `${colour}码`,
    colours: { green: '绿', yellow: '黄', grey: '灰' } as Record<string, string>,
    number: (number: string) => `证号 ${number}`,
    byPhone: '按本机名单',
  },
  registration: {
    button: '登记号',
    title: '自助登记的短号',
    number: '短号',
    hint: '排队时自己登记过的人会报一个 4 到 6 位的号；报车牌、刷身份证也找得到。',
    use: '查找',
    notices: {
      'registration-away': '现在没有网，查不到自助登记；请刷证件或问一遍。',
      'registration-unknown': '没有这个号的登记：可能记错了、过了 4 小时，或是在别的卡口登记的。',
    },
  },
  documents: { form: '不像这种证件的号码，请再看一遍' },
};

export type PassTexts = typeof zh;
