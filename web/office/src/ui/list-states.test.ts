// @vitest-environment happy-dom
import type { UseQueryReturnType } from '@tanstack/vue-query';
import { mount } from '@vue/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import { Refused } from '../api';
import ListStates from './ListStates.vue';

const refused = new Refused({
  status: 503,
  code: 'server-busy',
  params: {},
  title: '中心正忙',
  retryAfterSeconds: null,
});

const draw = (data: readonly string[] | undefined, error: Error | null = null) => {
  const refetch = vi.fn();
  const query = { data: ref(data), error: ref(error), dataUpdatedAt: ref(Date.parse('2022-04-14T02:00:00Z')), refetch };
  const screen = mount(ListStates, {
    props: {
      query: query as unknown as UseQueryReturnType<unknown, Error>,
      isEmpty: (rows: unknown) => (rows as string[]).length === 0,
      empty: '还没有设备。',
      emptyHint: '点“登记新设备”。',
    },
    slots: { default: '<ul><li>一行</li></ul>' },
  });
  return { screen, refetch };
};

describe('a list', () => {
  it('that waits says so', () => expect(draw(undefined).screen.get('[role=status]').text()).toContain('正在读取'));

  it('that is empty says what to do', () => {
    const { screen } = draw([]);
    expect(screen.text()).toBe('还没有设备。点“登记新设备”。');
  });

  it('that is full shows its rows', () => expect(draw(['x']).screen.findAll('li')).toHaveLength(1));

  it('that failed says what happened, that nothing was lost, and asks again', async () => {
    const { screen, refetch } = draw(undefined, refused);
    expect(screen.get('[role=alert]').text()).toMatch(/中心正忙.*没有丢失.*server-busy/);
    expect(screen.find('[role=status]').exists()).toBe(false);
    await screen.get('button').trigger('click');
    expect(refetch).toHaveBeenCalledOnce();
  });

  it('that failed later keeps what was read, and says when', () => {
    const { screen } = draw(['x'], refused);
    expect(screen.get('[role=alert]').text()).toContain('10:00:00');
    expect(screen.findAll('li')).toHaveLength(1);
  });
});
