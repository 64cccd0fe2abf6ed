import { readPicture } from '@redvest/shared/scan';

/** Photographs of telephones are larger than any code needs; small codes on large photographs are tried in full as well. */
const sides = [1200, 2600];

const pixels = (picture: ImageBitmap, side: number): ImageData | null => {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.ceil(picture.width * scale), Math.ceil(picture.height * scale));
  const context = canvas.getContext('2d');
  if (!context) return null;
  // What is transparent in a picture is paper.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
};

export type PictureTrouble = 'no-picture' | 'no-code' | 'no-decoder';

/** The text of the code in a picture. Nothing leaves this browser. */
export const textInPicture = async (file: Blob): Promise<{ text: string } | { trouble: PictureTrouble }> => {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return { trouble: 'no-picture' };
  }
  try {
    for (const side of sides) {
      const frame = pixels(picture, side);
      const text = frame ? await readPicture(frame) : '';
      if (text !== '') return { text };
    }
    return { trouble: 'no-code' };
  } catch {
    return { trouble: 'no-decoder' };
  } finally {
    picture.close();
  }
};

/** The first picture among what was dropped or pasted. */
export const pictureIn = (data: DataTransfer | null): File | null =>
  [...(data?.files ?? [])].find(({ type }) => type.startsWith('image/')) ?? null;
