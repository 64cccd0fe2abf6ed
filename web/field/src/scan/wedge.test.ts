import { describe, expect, it } from 'vitest';
import { emptyWedge, wedgeKey } from './wedge.ts';

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
  it('needs eight characters', () => expect(type('1234567', 8)).toBeNull());
});
