import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { test as base } from './fixtures.ts';
import { program, type TestServer } from './server.ts';

export { expect, faultsOf } from './fixtures.ts';

/** A day of the demo that is over: what the drill drove through the lanes, counted by its own file. */
interface DrilledDay {
  readonly vehicles: number;
}

const arrivals = [
  ['06:00', '1', 7],
  ['07:00', '1', 9],
  ['07:00', '2', 6],
  ['18:00', '2', 8],
] as const;

export const test = base.extend<{ readonly desk: (who: string) => Promise<Page> }, { readonly drilled: DrilledDay }>({
  drilled: [
    async ({ server }, use) => {
      const file = join(server.folder, 'arrivals.csv');
      writeFileSync(file, ['time,lane,count', ...arrivals.map((row) => row.join(','))].join('\n'));
      const drill = ['drill', 'checkpoint-day', '--arrivals', file, '--data', server.folder];
      execFileSync('dotnet', [program, ...drill], { stdio: 'pipe', timeout: 240_000 });
      await use({ vehicles: arrivals.reduce((sum, [, , count]) => sum + count, 0) });
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  // A browser at a desk, signed in as one of the demo's people; nothing may break in the console.
  desk: async ({ server, browser }, use) => {
    const contexts: { close: () => Promise<void> }[] = [];
    await use(async (who) => {
      const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
      contexts.push(context);
      const page = await context.newPage();
      page.on('pageerror', (error) => {
        throw error;
      });
      await page.goto(`${server.plain}/office/`);
      await signIn(page, server, who);
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

export const signIn = async (page: Page, server: TestServer, who: string, password?: string): Promise<void> => {
  const login = server.logins().find(({ userName }) => userName === who);
  await page.getByLabel('用户名').fill(who);
  await page.getByLabel('密码').fill(password ?? login?.password ?? '');
  await page.getByRole('button', { name: '登录' }).click();
};

export const row = (page: Page, name: string | RegExp) => page.getByRole('row').filter({ hasText: name });
/** Element's select lies under its own text: it is opened by the box around it. */
export const choose = async (within: Locator, name: string, option: RegExp): Promise<void> => {
  const page = within.page();
  await within
    .locator('.el-select')
    .filter({ has: page.getByRole('combobox', { name, exact: true }) })
    .click();
  await page.getByRole('option', { name: option }).filter({ visible: true }).first().click();
};
