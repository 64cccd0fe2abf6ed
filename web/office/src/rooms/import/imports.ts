import { language } from '@redvest/shared';
import { useQuery } from '@tanstack/vue-query';
import { computed } from 'vue';
import { act, ask, Refused, type Answer, type Told } from '../../client';
import { queries } from '../../queries';

export type ImportRow = Answer<'/api/v1/registry/imports'>['rows'][number];
export type Preview = Answer<'/api/v1/registry/imports/{id}/preview'>;
export type Check = Told<'/api/v1/registry/imports/{id}/check'>;

const Working = ['checking', 'running'];
export const isWorking = (job: ImportRow | undefined): boolean => job !== undefined && Working.includes(job.state);

export const useImports = () =>
  useQuery({
    queryKey: ['imports', 'list'],
    queryFn: ({ signal }) => ask('/api/v1/registry/imports', {}, {}, signal),
    refetchInterval: ({ state }) => (state.data?.rows.some(isWorking) ? 1000 : false),
  });

export const useImportKinds = () =>
  useQuery({
    queryKey: computed(() => ['imports', 'kinds', language.value]),
    queryFn: ({ signal }) => ask('/api/v1/registry/imports/kinds', {}, {}, signal),
    staleTime: 60 * 60_000,
  });

/** While the server works on it, asked again each half second. */
export const useImport = (id: () => string) =>
  useQuery({
    queryKey: computed(() => ['imports', 'one', id(), language.value]),
    queryFn: ({ signal }) => ask('/api/v1/registry/imports/{id}', { id: id() }, {}, signal),
    refetchInterval: ({ state }) => (isWorking(state.data) ? 500 : false),
  });

export const preview = (id: string, sheet?: number, headerLine?: number): Promise<Preview> =>
  ask('/api/v1/registry/imports/{id}/preview', { id }, { sheet, headerLine });

/** The file as the body, its name beside it: names may be of people and stay out of the URL. */
export const upload = async (kind: string, file: File): Promise<ImportRow> => {
  const answer = await fetch(`/api/v1/registry/imports/kinds/${encodeURIComponent(kind)}`, {
    method: 'POST',
    headers: {
      'x-redvest': '1',
      'x-file-name': encodeURIComponent(file.name),
      'accept-language': language.value,
      'content-type': 'application/octet-stream',
    },
    body: file,
  });
  const said: unknown = await answer.json().catch(() => null);
  if (answer.ok) return said as ImportRow;
  const problem = said as { code?: string; title?: string } | null;
  throw new Refused({
    status: answer.status,
    code: problem?.code ?? 'unreadable',
    params: {},
    title: problem?.title ?? String(answer.status),
    retryAfterSeconds: null,
  });
};

const after = async (job: Promise<ImportRow>): Promise<ImportRow> => {
  const said = await job;
  await queries.invalidateQueries({ queryKey: ['imports'] });
  return said;
};
export const check = (id: string, wanted: Check) => after(act('/api/v1/registry/imports/{id}/check', { id }, wanted));
export const run = (id: string) => after(act('/api/v1/registry/imports/{id}/run', { id }));
export const cancel = (id: string) => after(act('/api/v1/registry/imports/{id}/cancel', { id }));
export const askImportsAgain = (): Promise<void> => queries.invalidateQueries({ queryKey: ['imports'] });
