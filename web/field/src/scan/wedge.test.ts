import { describe, expect, it } from 'vitest';
import { cardOf, emptyWedge, wedgeKey } from './wedge.ts';

const type = (text: string, gap: number): string | null => {
  let state = emptyWedge;
  let at = 1000;
  let scanned: string | null = null;
  for (const key of [...Array.from(text), 'Enter']) {
    at += gap;
    [state, scanned] = wedgeKey(state, key, at);
  }
  return scanned;
};

describe('a keyboard-wedge reader', () => {
  it('is told from a hand by its speed', () => {
    expect(type('141198194207048919', 8)).toBe('141198194207048919');
    expect(type('141198194207048919', 120)).toBeNull();
  });
  it.each([
    ['141198194207048919', '141198194207048919'],
    ['谢振东,141198194207048919', '141198194207048919'],
    ['谢振东\t男\t汉\t19420704\t交城县\t141198194207048919\t交城县公安局', '141198194207048919'],
    ['耿茗泽，女；14119819950507881x', '14119819950507881X'],
    ['姓名|证件|141198 19420704 8919', '141198194207048919'],
    ['老人、141198420704891', '141198420704891'],
    ['HC1:6BF+70790T9WJWG.FKY*4GO0.O1CV2', 'HC1:6BF+70790T9WJWG.FKY*4GO0.O1CV2'],
    ['无号码,张三,男', '无号码,张三,男'],
  ])('that types %j means %j', (typed, meant) => expect(cardOf(typed)).toBe(meant));

  it('parts its fields by Tab', () => {
    let state = emptyWedge;
    let scanned: string | null = null;
    let at = 1000;
    for (const key of ['谢', 'Tab', ...Array.from('141198194207048919'), 'Enter']) {
      [state, scanned] = wedgeKey(state, key, (at += 8));
    }
    expect(scanned).toBe('141198194207048919');
  });

  it('needs eight characters', () => expect(type('1234567', 8)).toBeNull());
});
