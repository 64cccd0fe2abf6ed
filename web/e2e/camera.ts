import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';

/** What a camera sees that is held before a code: a motion JPEG for Chromium's fake camera. */
export const showCode = async (text: string, folder: string): Promise<string> => {
  const wasm = readFileSync(join(import.meta.dirname, '../node_modules/zxing-wasm/dist/writer/zxing_writer.wasm'));
  await prepareZXingModule({
    overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length) },
    fireImmediately: true,
  });
  const { image } = await writeBarcode(text, { format: 'QRCode', scale: 6 });
  if (!image) throw new Error('No picture of the code.');
  const picture = join(folder, 'code.png');
  const film = join(folder, 'code.mjpeg');
  writeFileSync(picture, Buffer.from(await image.arrayBuffer()));
  const filter = 'scale=300:300:flags=neighbor,pad=640:480:(ow-iw)/2:(oh-ih)/2:color=gray';
  execFileSync('ffmpeg', [
    '-y',
    '-loglevel',
    'error',
    '-loop',
    '1',
    '-i',
    picture,
    '-vf',
    filter,
    '-t',
    '1',
    '-r',
    '10',
    '-pix_fmt',
    'yuvj420p',
    '-c:v',
    'mjpeg',
    '-q:v',
    '3',
    film,
  ]);
  return film;
};
