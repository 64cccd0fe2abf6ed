import { language } from '@redvest/shared';
import { Refused } from '../client';

/** Takes a file home: what the server answers is saved under the name it gives. A refusal is thrown as everywhere else. */
export const takeFile = async (at: string, told?: unknown): Promise<void> => {
  const answer = await fetch(at, {
    method: told === undefined ? 'GET' : 'POST',
    headers: {
      'accept-language': language.value,
      'x-redvest': '1',
      ...(told === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(told === undefined ? {} : { body: JSON.stringify(told) }),
    cache: 'no-store',
  });
  if (!answer.ok) throw new Refused(await problemOf(answer));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = nameOf(answer.headers.get('content-disposition'));
  link.click();
  URL.revokeObjectURL(link.href);
};

const nameOf = (disposition: string | null): string => {
  const wide = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  return wide ? decodeURIComponent(wide) : (/filename="?([^";]+)/i.exec(disposition ?? '')?.[1] ?? 'redvest');
};

const problemOf = async (answer: Response): Promise<Refused['problem']> => {
  const said = (await answer.json().catch(() => ({}))) as { code?: string; title?: string };
  return {
    status: answer.status,
    code: said.code ?? 'unreadable',
    params: {},
    title: said.title ?? String(answer.status),
    retryAfterSeconds: null,
  };
};
