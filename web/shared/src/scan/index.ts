import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';

let ready: Promise<unknown> | null = null;

/** Loads the decoder from our own server; the package's default is a foreign host. */
const load = (): Promise<unknown> =>
  (ready ??= prepareZXingModule({
    overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasmUrl : prefix + path) },
    fireImmediately: true,
  }));

/** The text of the first code in a picture; empty when there is none. Throws when the decoder cannot be loaded. */
export const readPicture = async (picture: ImageData): Promise<string> => {
  await load();
  const found = await readBarcodes(picture, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 1 });
  return found.find((one) => one.isValid)?.text ?? '';
};
