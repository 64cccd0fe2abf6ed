import { useQuery } from '@tanstack/vue-query';
import { act, ask, type Answer, keep, type Kept, type Told } from '../../client';
import { queries } from '../../queries';

export type Post = Answer<'/api/v1/posts'>['rows'][number];
export type PostLane = Post['lanes'][number];
export type Station = Post['stations'][number];
export type PostKept = Kept<'/api/v1/posts/{id}'>;
export type LaneKept = Kept<'/api/v1/posts/{id}/lanes/{lane}'>;
export type StationKept = Kept<'/api/v1/posts/{id}/stations/{station}'>;

/** Which posts are there, and what are they made of? */
export const usePosts = () => useQuery({ queryKey: ['posts'], queryFn: () => ask('/api/v1/posts', {}) });

const again = (): Promise<unknown> =>
  Promise.all(['posts', 'checkpoints', 'gates'].map((name) => queries.invalidateQueries({ queryKey: [name] })));

export const addPost = async (wanted: Told<'/api/v1/posts'>): Promise<void> => {
  await act('/api/v1/posts', {}, wanted);
  await again();
};
export const changePost = async (id: string, post: PostKept): Promise<void> => {
  await keep('/api/v1/posts/{id}', { id }, post);
  await again();
};
export const keepLane = async (id: string, lane: string, what: LaneKept): Promise<void> => {
  await keep('/api/v1/posts/{id}/lanes/{lane}', { id, lane }, what);
  await again();
};
export const keepStation = async (id: string, station: string, what: StationKept): Promise<void> => {
  await keep('/api/v1/posts/{id}/stations/{station}', { id, station }, what);
  await again();
};
export const setLane = async (id: string, lane: string, record: string, open: boolean): Promise<void> => {
  await act('/api/v1/posts/{id}/lanes/{lane}/state', { id, lane }, { id: record, open });
  await again();
};
