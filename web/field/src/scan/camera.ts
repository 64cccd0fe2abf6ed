import { ownScript } from './own-script.ts';
import workerUrl from './scan.worker.ts?worker&url';

const FrameWidth = 640;
const EveryMs = 120;
/** The same code held before the camera speaks once. */
const RepeatMs = 4000;

export type CameraTrouble = 'no-camera' | 'not-allowed' | 'decoder';

/** Opens the rear camera in this element and tells each code it sees. The decoder loads with the first camera, not before. */
export const openCamera = async (
  video: HTMLVideoElement,
  onText: (text: string) => void,
  onTrouble: (trouble: CameraTrouble) => void,
): Promise<() => void> => {
  // Absent outside a secure context, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  let stream: MediaStream;
  try {
    if (!devices) throw new DOMException('', 'NotFoundError');
    stream = await devices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } }, audio: false });
  } catch (error) {
    onTrouble(error instanceof DOMException && error.name === 'NotAllowedError' ? 'not-allowed' : 'no-camera');
    return () => undefined;
  }
  video.srcObject = stream;
  await video.play().catch(() => undefined);

  const worker = new Worker(ownScript(workerUrl), { type: 'module' });
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let last = { text: '', at: 0 };
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = (): void => {
    if (!context || video.videoWidth === 0 || document.hidden) {
      timer = setTimeout(look, EveryMs * 2);
      return;
    }
    canvas.width = FrameWidth;
    canvas.height = Math.round((FrameWidth * video.videoHeight) / video.videoWidth);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const frame = context.getImageData(0, 0, canvas.width, canvas.height);
    worker.postMessage(frame, [frame.data.buffer]);
  };

  worker.addEventListener('message', (event: MessageEvent<{ text: string; broken?: boolean }>) => {
    const { text, broken } = event.data;
    if (broken) onTrouble('decoder');
    const now = performance.now();
    if (text !== '' && (text !== last.text || now - last.at > RepeatMs)) onText(text);
    if (text !== '') last = { text, at: now };
    timer = setTimeout(look, EveryMs);
  });
  worker.addEventListener('error', () => onTrouble('decoder'));
  look();

  return () => {
    clearTimeout(timer);
    worker.terminate();
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
};
