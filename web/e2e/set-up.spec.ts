import { expect, faultsOf, test as base } from './fixtures.ts';
import { TestServer } from './server.ts';

const test = base.extend<object, { readonly empty: TestServer }>({
  empty: [
    async ({}, use) => {
      const server = new TestServer(['--no-demo', '--lang', 'zh']);
      await server.start();
      await use(server);
      await server.dispose();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

test('an empty server becomes a county with a checkpoint: one-time password, three steps, an open board', async ({
  empty,
  browser,
}) => {
  const [, userName = '', password = ''] = /\n {2}(\S+) {3}(\S+)/.exec(empty.output) ?? [];
  const page = await (await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 800 } })).newPage();
  page.on('pageerror', (error) => {
    throw error;
  });

  await page.goto(`${empty.plain}/office/`);
  await page.getByLabel('用户名').fill(userName);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByLabel('现在的密码').fill(password);
  await page.getByLabel('新密码', { exact: true }).fill('春天的卡口有风吹过来');
  await page.getByLabel('再输一遍新密码').fill('春天的卡口有风吹过来');
  await page.getByRole('button', { name: '修改密码' }).click();

  await expect(page.getByRole('heading', { name: '首次设置' })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByLabel('行政区划代码').fill('1411');
  await page.getByRole('button', { name: '下一步' }).click();
  await expect(page.locator('.note-bad')).toHaveText('行政区划代码是 6 位数字。');
  await page.getByLabel('行政区划代码').fill('141122');
  await page.getByLabel('县名（中文）').fill('交城县');
  await page.getByLabel('县名（英文）').fill('Jiaocheng');
  await page.getByRole('button', { name: '下一步' }).click();

  await page.getByLabel('卡口名称（中文）').fill('夏家营卡口');
  await page.getByLabel('所在乡镇或村的区划代码').fill('141121'); // the neighbour's
  await page.getByRole('button', { name: '下一步' }).click();
  await expect(page.locator('.note-bad')).toContainText('以本县代码开头');
  await page.getByLabel('所在乡镇或村的区划代码').fill('141122102');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: '下一步' }).click();

  await expect(page.getByText('请核对，然后建立。')).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: '夏家营卡口' }).first()).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: '建立并打开看板' }).click();

  await expect(page).toHaveURL(/\/checkpoints\/[^/]+\/board/);
  await expect(page.locator('.panel-lanes tbody tr')).toHaveCount(4);
  await expect(page.getByText('夏家营卡口').first()).toBeVisible();

  // Once is enough: nobody comes back to the set-up.
  await page.goto(`${empty.plain}/office/set-up`);
  await expect(page).toHaveURL(/\/checkpoints\/[^/]+\/board/);
});
