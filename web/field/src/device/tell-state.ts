import type { DeviceStore } from './store.ts';
import type { Session } from './session.ts';

/** What only the device knows of itself: its last number, what waits, its battery. */
interface State {
  readonly highest: number;
  readonly waiting: number;
  readonly battery?: number;
  readonly charging?: boolean;
}

interface Battery {
  readonly level: number;
  readonly charging: boolean;
}

const AgainMs = 4 * 60_000;
const BatteryStep = 5;

let last: { readonly state: State; readonly at: number } | null = null;

const battery = async (): Promise<Pick<State, 'battery' | 'charging'>> => {
  try {
    const known = await (navigator as { getBattery?: () => Promise<Battery> }).getBattery?.();
    return known ? { battery: Math.round(known.level * 100), charging: known.charging } : {};
  } catch {
    return {};
  }
};

const isNews = (state: State): boolean =>
  last === null ||
  last.state.highest !== state.highest ||
  last.state.waiting !== state.waiting ||
  Math.abs((last.state.battery ?? 0) - (state.battery ?? 0)) >= BatteryStep ||
  performance.now() - last.at > AgainMs;

/** Tells the centre, when there is something to tell: a shift is signed only once every phone of the post was heard. */
export const tellState = async (store: DeviceStore, session: Session, waiting: number): Promise<void> => {
  const state: State = { highest: (await store.recall('counter'))?.seq ?? 0, waiting, ...(await battery()) };
  if (!isNews(state)) return;
  const told = await session.call<unknown>('/api/v1/sync/state', { body: state, timeoutMs: 4_000 });
  if (told.ok) last = { state, at: performance.now() };
};
