import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';

declare const self: DedicatedWorkerGlobalScope;

// The decoder comes from our own server; the package's default is a foreign host.
const ready = prepareZXingModule({
  overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasmUrl : prefix + path) },
  fireImmediately: true,
});

/** One frame in, the text of the first code in it out; empty when there is none. */
self.addEventListener('message', (event: MessageEvent<ImageData>) => {
  void (async () => {
    try {
      await ready;
      const found = await readBarcodes(event.data, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 1 });
      self.postMessage({ text: found.find((one) => one.isValid)?.text ?? '' });
    } catch {
      self.postMessage({ text: '', broken: true });
    }
  })();
});
