/** A sentence that is said a hundred times a shift, so that nobody loses their voice over it. */
export interface Prompt {
  readonly id: string;
  readonly where: 'lane' | 'test';
  readonly zh: string;
  readonly en: string;
}

/** What is said at a post. To the people in the queue, so both languages are here whatever the phone's own is. */
export const prompts: readonly Prompt[] = [
  {
    id: 'ready',
    where: 'lane',
    zh: '请提前打开健康码和行程卡，备好证件。',
    en: 'Please have your codes and your document ready.',
  },
  {
    id: 'window',
    where: 'lane',
    zh: '请摇下副驾驶一侧车窗，佩戴好口罩。',
    en: 'Please open the passenger-side window and wear your mask.',
  },
  {
    id: 'scan',
    where: 'lane',
    zh: '等候时请扫一扫路边的登记二维码，到窗口就不用再填。',
    en: 'While you wait, scan the board at the roadside: then nothing needs to be filled in at the window.',
  },
  {
    id: 'stay',
    where: 'lane',
    zh: '请不要下车，保持车距，依次前行。',
    en: 'Please stay in your car, keep your distance and move up in turn.',
  },
  { id: 'freight', where: 'lane', zh: '货车请走货运通道。', en: 'Lorries, please use the freight lane.' },
  {
    id: 'emergency',
    where: 'lane',
    zh: '急救、消防车辆先行，请靠边让道。',
    en: 'Emergency vehicles first: please pull aside.',
  },
  {
    id: 'thanks',
    where: 'lane',
    zh: '查验完毕，请慢行通过，谢谢配合。',
    en: 'You are checked. Please drive on slowly. Thank you.',
  },
  { id: 'metre', where: 'test', zh: '请按一米线标识排队。', en: 'Please queue at the one-metre marks.' },
  {
    id: 'mask',
    where: 'test',
    zh: '请佩戴好口罩，采样时再摘下。',
    en: 'Please keep your mask on until your sample is taken.',
  },
  {
    id: 'code',
    where: 'test',
    zh: '请提前打开检测码或准备好身份证。',
    en: 'Please have your test code or identity card ready.',
  },
  {
    id: 'leave',
    where: 'test',
    zh: '采样后请戴好口罩，尽快离开，不要停留。',
    en: 'After your sample, put your mask on and leave at once.',
  },
];

export const pauses = [10, 20, 40] as const;
