import { describe, expect, it } from 'vitest';
import { owed } from './devices';

describe('a device', () => {
  it('owes every number of its gaps, both ends included', () => {
    expect(
      owed({
        gaps: [
          [41, 52],
          [60, 60],
        ],
      }),
    ).toBe(13);
    expect(owed({ gaps: [] })).toBe(0);
  });
});
