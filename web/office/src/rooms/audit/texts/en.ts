import type { zh } from './zh';

export const en: typeof zh = {
  title: 'Audit',
  intro: 'Who did what, when and why. It can be read, not changed; reading it is kept too.',
  when: 'When',
  who: 'Who',
  what: 'Did what',
  why: 'Why',
  subject: 'To what',
  from: 'From',
  until: 'To',
  act: 'Kind of act',
  anyAct: 'All acts',
  devices: 'With what devices sent',
  access: 'Sign-ins and grants',
  apply: 'Show',
  clear: 'Clear',
  empty: 'Nothing in this range.',
  onlyThis: 'Only this person',
  onlySubject: 'Only this record',
  filters: 'Filters',
  detail: 'Detail',
};
