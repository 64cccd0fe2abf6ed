import { toBase64Url } from './base64url.ts';
import { uuidAt } from './ids.ts';
import type { DeviceStore, KeptFile } from './store.ts';
import type { Session } from './session.ts';

const Largest = 300_000;
const LongestSide = 1600;
const Qualities = [0.8, 0.65, 0.5, 0.35];

/** A picture as small as the centre takes it. The smaller one costs detail, and never the record. */
export const shrink = async (picture: Blob): Promise<Blob> => {
  const bitmap = await createImageBitmap(picture, { imageOrientation: 'from-image' });
  for (let side = LongestSide; ; side = Math.round(side / 1.5)) {
    const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(bitmap.width * scale)),
      Math.max(1, Math.round(bitmap.height * scale)),
    );
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    for (const quality of Qualities) {
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
      if (blob.size <= Largest || side < 200) return blob;
    }
  }
};

/** Keeps a picture on this phone until the centre has it. What comes back goes into the record. */
export const keepPicture = async (
  store: DeviceStore,
  now: number,
  picture: Blob,
): Promise<{ readonly photo: string; readonly sha256: string }> => {
  const bytes = await (await shrink(picture)).arrayBuffer();
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  const file: KeptFile = { id: uuidAt(Math.round(now)), bytes, digest };
  await store.files.put(file);
  return { photo: file.id, sha256: toBase64Url(digest) };
};

const base64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)));

/** Sends one picture that waits; the records went before it. Whether one more may be waiting. */
export const sendPicture = async (store: DeviceStore, session: Session): Promise<boolean> => {
  const file = await store.files.toCollection().first();
  if (!file) return false;
  const answer = await session.call<undefined>(`/api/v1/files/${file.id}`, {
    method: 'PUT',
    body: new Blob([file.bytes], { type: 'image/jpeg' }),
    headers: { 'content-type': 'image/jpeg', 'content-digest': `sha-256=:${base64(file.digest)}:` },
    timeoutMs: 60_000,
  });
  // What the centre will never take must not block the next one; it stays named in its record.
  const isOver = answer.ok || [400, 409, 413, 415].includes(answer.problem.status);
  if (isOver) await store.files.delete(file.id);
  return isOver;
};
