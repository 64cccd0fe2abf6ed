import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Page, test as base } from '@playwright/test';
import { OfficeApi } from './office-api.ts';
import { Phone, type PhoneOptions } from './phone.ts';
import { TestServer } from './server.ts';

interface Fixtures {
  /** A phone of this test's own. */
  readonly aPhone: (options?: Partial<PhoneOptions>) => Phone;
  readonly office: OfficeApi;
}

/** One server for a worker's tests; phones and desks for each test. */
export const test = base.extend<Fixtures, { readonly server: TestServer }>({
  server: [
    // Playwright reads what a fixture needs from this pattern.
    async ({}, use) => {
      const server = new TestServer();
      await server.start();
      await use(server);
      await server.dispose();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  office: async ({ server }, use) => {
    await use(await OfficeApi.signIn(server, 'ShiftLeader'));
  },
  aPhone: async ({ server }, use, info) => {
    const phones: Phone[] = [];
    await use((options = {}) => {
      const phone = new Phone(server, { folder: info.outputPath(`phone-${phones.length}`), ...options });
      phones.push(phone);
      return phone;
    });
    for (const phone of phones) await phone.close();
  },
});

export { expect } from '@playwright/test';

const axe = readFileSync(join(import.meta.dirname, '../node_modules/axe-core/axe.min.js'), 'utf8');

interface Fault {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** Serious faults for people who cannot see, hear or point well; axe runs under the page's own content policy. */
export const faultsOf = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as {
      axe: { run: (options: unknown) => Promise<{ violations: readonly Fault[] }> };
    };
    return (await checker.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })).violations;
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
};
