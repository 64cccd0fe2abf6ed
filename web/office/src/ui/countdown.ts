import { onScopeDispose, ref, type Ref } from 'vue';

/** Whole seconds that are left until an instant, counted anew each second so that a sleeping tab wakes up right. */
export const useCountdown = (): { seconds: Ref<number>; start: (seconds: number) => void } => {
  const seconds = ref(0);
  let timer: ReturnType<typeof setInterval> | undefined;
  const stop = (): void => clearInterval(timer);
  const start = (wanted: number): void => {
    stop();
    const end = performance.now() + wanted * 1000;
    const tick = (): void => {
      seconds.value = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      if (seconds.value === 0) stop();
    };
    timer = setInterval(tick, 1000);
    tick();
  };
  onScopeDispose(stop);
  return { seconds, start };
};
