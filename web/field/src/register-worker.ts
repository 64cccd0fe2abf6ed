import { shallowRef } from 'vue';
import { ownScript } from './scan/own-script.ts';

/** A newer version is on this phone and waits for the officer's word. */
export const newVersion = shallowRef<ServiceWorker | null>(null);

let asked = false;

/** Registers the worker that lets the app start without a network. */
export const registerWorker = async (): Promise<void> => {
  // Absent in some browsers, whatever the types say.
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!workers) return;
  const registration = await workers.register(ownScript('/field/sw.js'), { scope: '/field/', updateViaCache: 'none' });
  const watch = (worker: ServiceWorker | null): void => {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && workers.controller) newVersion.value = worker;
    });
  };
  if (registration.waiting && workers.controller) newVersion.value = registration.waiting;
  watch(registration.installing);
  registration.addEventListener('updatefound', () => watch(registration.installing));
  // Only the tab that asked loads anew: another may hold a passage.
  workers.addEventListener('controllerchange', () => {
    if (asked) location.reload();
  });
};

export const useNewVersion = (): void => {
  asked = true;
  newVersion.value?.postMessage('take-over');
};
