import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';

/** Chromium's fake camera plays a motion JPEG at this rate, whatever the file says. */
const fps = 30;

/** A picture of a code, as PNG. */
export const pictureOf = async (text: string): Promise<Buffer> => {
  const wasm = readFileSync(join(import.meta.dirname, '../node_modules/zxing-wasm/dist/writer/zxing_writer.wasm'));
  await prepareZXingModule({
    overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length) },
    fireImmediately: true,
  });
  const { image } = await writeBarcode(text, { format: 'QRCode', scale: 6 });
  if (!image) throw new Error('No picture of the code.');
  return Buffer.from(await image.arrayBuffer());
};

const ffmpeg = (...args: string[]): void => {
  execFileSync('ffmpeg', ['-y', '-loglevel', 'error', ...args]);
};

/** What a camera sees before which these codes are held, one after the other and from the beginning again: a motion JPEG. */
export const showCodes = async (texts: readonly string[], folder: string, seconds = 1): Promise<string> => {
  const film = join(folder, 'codes.mjpeg');
  const frames: Buffer[] = [];
  for (const text of texts) {
    const [picture, frame] = [join(folder, 'code.png'), join(folder, 'code.jpg')];
    writeFileSync(picture, await pictureOf(text));
    const filter = 'scale=460:460:flags=neighbor,pad=640:480:(ow-iw)/2:(oh-ih)/2:color=gray';
    ffmpeg('-i', picture, '-vf', filter, '-frames:v', '1', '-pix_fmt', 'yuvj420p', '-q:v', '3', frame);
    const still = readFileSync(frame);
    for (let n = 0; n < seconds * fps; n++) frames.push(still);
  }
  writeFileSync(film, Buffer.concat(frames));
  return film;
};

/** What a camera sees that is held before one code. */
export const showCode = (text: string, folder: string): Promise<string> => showCodes([text], folder);
