import { onScopeDispose, ref, watch, type Ref } from 'vue';

const tickMs = 1000;

/** The server's clock as it was told last and runs on here, so that a desk whose clock is wrong counts down rightly. Ticks only while something runs. */
export const useServerNow = (told: () => string | undefined, runs: () => boolean): Ref<number> => {
  const now = ref(Date.now());
  let ahead = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = (): void => void (now.value = Date.now() + ahead);
  watch(
    [told, runs],
    ([instant, isRunning]) => {
      if (instant !== undefined) ahead = Date.parse(instant) - Date.now();
      tick();
      clearInterval(timer);
      timer = isRunning ? setInterval(tick, tickMs) : undefined;
    },
    { immediate: true },
  );
  onScopeDispose(() => clearInterval(timer));
  return now;
};
