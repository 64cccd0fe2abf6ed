import { readFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import { expect, it } from 'vitest';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

it('has the types of the description beside it', async () => {
  const made = astToString(await openapiTS(read('./openapi.json'), { defaultNonNullable: false }));
  const kept = read('./schema.d.ts');
  expect(kept.endsWith(made), 'run web/shared/make-api and commit what it makes').toBe(true);
});
