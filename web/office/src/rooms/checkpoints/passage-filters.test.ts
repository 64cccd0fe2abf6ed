import { describe, expect, it } from 'vitest';
import { cleared, isNarrowed, readFilters, toServer, withFilter } from './passage-filters';

describe('filters of the passages', () => {
  it('are read from the URL, and nothing else is', () =>
    expect(
      readFilters({ day: '2022-04-14', lane: 'l1', plate: '晋G12345', verdict: ['hold', 'refer'], state: '' }),
    ).toEqual({
      day: '2022-04-14',
      lane: 'l1',
    }));

  it('survive the way to the URL and back', () => {
    const filters = { day: '2022-04-14', verdict: 'hold', mustLook: 'true', hour: '7' };
    expect(readFilters(withFilter(filters, 'lane', null) as Record<string, string>)).toEqual(filters);
  });

  it('begin at the first page when one changes', () =>
    expect(withFilter({ lane: 'l1', after: 'x' }, 'verdict', 'hold')).toEqual({ lane: 'l1', verdict: 'hold' }));

  it('are gone from the URL when cleared', () => {
    expect(withFilter({ lane: 'l1', verdict: 'hold' }, 'verdict', null)).toEqual({ lane: 'l1' });
    expect(cleared({ day: '2022-04-14', lane: 'l1', after: 'x' })).toEqual({ day: '2022-04-14' });
  });

  it('do not count the day or the page as narrowing', () => {
    expect(isNarrowed({ day: '2022-04-14', after: 'x' })).toBe(false);
    expect(isNarrowed({ figure: 'vehicles' })).toBe(true);
  });

  it('send a figure’s records without the figure, whose name is in the path', () =>
    expect(toServer({ figure: 'vehicles', day: '2022-04-14' })).toEqual({ day: '2022-04-14', limit: 100 }));

  it('send numbers and truths as such', () =>
    expect(toServer({ shift: '2', mustLook: 'false' })).toEqual({ shift: 2, mustLook: false, limit: 100 }));
});
