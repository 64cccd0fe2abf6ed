import { readPicture } from '@redvest/shared/scan';

declare const self: DedicatedWorkerGlobalScope;

/** One frame in, the text of the first code in it out; empty when there is none. */
self.addEventListener('message', (event: MessageEvent<ImageData>) => {
  void (async () => {
    try {
      self.postMessage({ text: await readPicture(event.data) });
    } catch {
      self.postMessage({ text: '', broken: true });
    }
  })();
});
