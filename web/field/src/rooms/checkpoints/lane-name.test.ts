import { expect, it } from 'vitest';
import { laneName } from './lane-name.ts';

it('a lane is not numbered twice', () => {
  const named = (number: number, zh: string): string => laneName({ number, name: { zh, en: zh } });
  expect(named(1, '1 车道 入县')).toBe('入县');
  expect(named(1, '1 号车道')).toBe('');
  expect(named(3, 'Lane 3, commuters in')).toBe('commuters in');
  expect(named(2, '北入口')).toBe('北入口');
  // Another number is part of the name.
  expect(named(1, '12 车道')).toBe('12 车道');
  expect(named(1, '1 分队门口')).toBe('1 分队门口');
});
