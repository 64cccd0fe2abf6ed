import { language, readProblem } from '@redvest/shared';
import { Refused } from './client';

/** Asks for a file, says how much of it has come, and hands it to the browser's downloads. */
export const download = async (
  at: string,
  told: object,
  signal: AbortSignal,
  received: (bytes: number) => void,
): Promise<void> => {
  const answer = await fetch(at, {
    method: 'POST',
    body: JSON.stringify(told),
    headers: { 'content-type': 'application/json', 'accept-language': language.value, 'x-redvest': '1' },
    signal,
  });
  if (!answer.ok) throw new Refused(readProblem(answer, await answer.json().catch(() => null)));
  const parts: BlobPart[] = [];
  let bytes = 0;
  const reader = answer.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    parts.push(part.value);
    received((bytes += part.value.byteLength));
  }
  const file = new Blob(parts, { type: answer.headers.get('content-type') ?? '' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = nameOf(answer.headers.get('content-disposition')) ?? 'redvest';
  link.click();
  URL.revokeObjectURL(link.href);
};

const nameOf = (disposition: string | null): string | undefined => /filename="?([^";]+)/.exec(disposition ?? '')?.[1];
