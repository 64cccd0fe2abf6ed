export const zh = {
  valid: (to: string, posts: string): string => `通勤证有效，至 ${to}，适用：${posts}。`,
  compare: (name: string, tail: string): string =>
    `请与本人证件核对：${name}，证件末四位 ${tail}。是否已停用，码上看不出，以“通勤证”一页为准。`,
  notYet: (from: string): string => `通勤证还没有生效：${from} 起。`,
  expired: (to: string): string => `通勤证已过期：到 ${to} 为止。`,
  otherPost: '这张通勤证不适用您的卡口。',
  otherTime: (to: string): string => `通勤证有效，至 ${to}，但现在不在准许的日子或时段。`,
  ask: '请持证人联系发证单位。',
  comma: '、',
};
