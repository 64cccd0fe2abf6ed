import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { showCode } from './camera.ts';
import { expect, faultsOf, test } from './fixtures.ts';
import { lookAt, setUp, unlock } from './phone.ts';
import type { TestServer } from './server.ts';

const commuter = '141198194207048919';
const queuing = '14119819950507881X';

/** Where pictures of the screens go, for somebody to look at; nowhere unless asked. */
const folder = process.env.REDVEST_SCREENSHOTS;
const shoot = async (page: Page, name: string): Promise<void> => {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};

const signIn = async (desk: Page, server: TestServer, path: string): Promise<void> => {
  // What the desk prints goes to no printer here.
  await desk.addInitScript(() => (window.print = () => undefined));
  await desk.goto(`${server.plain}/office/${path}`);
  const login = server.logins().find(({ role }) => role === 'PostHead');
  await desk.getByLabel('用户名').fill(login?.userName ?? '');
  await desk.getByLabel('密码').fill(login?.password ?? '');
  await desk.getByRole('button', { name: '登录' }).click();
};

test('a commuter: issued in the office, passes in one scan with the centre and the next morning without it, and is stopped once suspended', async ({
  aPhone,
  browser,
  office,
  server,
}, info) => {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 768 } });
  const desk = await context.newPage();
  await signIn(desk, server, 'passes');
  await expect(desk.getByRole('heading', { name: '通勤证', exact: true })).toBeVisible();
  await shoot(desk, 'office-passes-empty');
  await desk.getByRole('link', { name: '办通勤证' }).click();
  await desk.getByLabel('证件号').fill(commuter);
  await desk.getByLabel('姓名').fill('谢振东');
  await desk.getByRole('combobox', { name: '单位' }).click();
  await desk.getByRole('option').first().click();
  await desk.getByLabel('常用车牌（可不填）').fill('晋G·7C001');
  await desk.locator('.el-checkbox').first().click();
  await desk.getByLabel('核酸不超过多少小时（空着不查）').fill('');
  await desk.getByLabel('单位凭什么证明').fill('工作证明，11 月名单');
  await desk.getByLabel('社区凭什么证明').fill('段村村委会名单');
  expect(await faultsOf(desk)).toEqual([]);
  await shoot(desk, 'office-pass-issue');
  await desk.getByRole('button', { name: '办证' }).click();
  await expect(desk.getByRole('heading', { name: /谢\*\* 8919/ })).toBeVisible();

  const signed = desk.waitForResponse(/\/card$/);
  await desk.getByRole('button', { name: '打印证卡' }).click();
  const { code } = (await (await signed).json()) as { code: string };
  await expect(desk.getByAltText('通勤证的二维码')).toBeVisible();
  await shoot(desk, 'office-pass-card');
  expect(await faultsOf(desk)).toEqual([]);

  const before = (await office.passages()).filter(({ verdict }) => verdict === 'release').length;
  const phone = aPhone({ camera: await showCode(code, info.outputPath()), viewport: { width: 390, height: 844 } });
  const page = await phone.open();
  await setUp(page, await office.enrolmentCode());
  const person = page.getByRole('main').getByRole('listitem').first();
  await expect(person.getByText('通勤证有效')).toBeVisible();
  await expect(person).toContainText('谢** 8919');
  await lookAt(page); // one tap
  await expect(page.getByText('通勤证有效，体温正常，走吧。')).toBeVisible();
  await shoot(page, 'field-pass');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: /^放行/ }).click(); // and one
  const passed = async (): Promise<number> =>
    (await office.passages()).filter(({ verdict }) => verdict === 'release').length;
  await expect.poll(passed).toBe(before + 1);

  // The next morning: the phone starts cold, and nobody is on the line.
  await phone.close();
  await server.kill();
  const morning = await phone.open();
  await unlock(morning);
  const again = morning.getByRole('main').getByRole('listitem').first();
  await expect(again.getByText('通勤证有效')).toBeVisible();
  await expect(again.getByText('按本机名单')).toBeVisible();
  await lookAt(morning);
  await shoot(morning, 'field-pass-offline');
  await morning.getByRole('button', { name: /^放行/ }).click();
  await phone.close();

  // At noon the works stand still.
  await server.start();
  await desk.goto(`${server.plain}/office/passes`); // still signed in
  await desk.getByRole('link', { name: /谢\*\* 8919/ }).click();
  await expect(desk.getByText('近 7 天')).toBeVisible();
  await desk.getByRole('button', { name: '停用' }).click();
  await desk.getByRole('dialog').getByLabel('理由').fill('单位停工');
  await desk.getByRole('dialog').getByRole('button', { name: '停用' }).click();
  await expect(desk.getByText('原因: 单位停工')).toBeVisible();
  await shoot(desk, 'office-pass-suspended');
  const noon = await phone.open();
  await unlock(noon);
  const stopped = noon.getByRole('main').getByRole('listitem').first();
  await expect(stopped.getByText('通勤证已停用')).toBeVisible();
  await expect(stopped.getByText('原因：单位停工')).toBeVisible();
  await lookAt(noon);
  await expect(noon.getByRole('button', { name: /^留观/ })).toBeVisible();
  await shoot(noon, 'field-pass-suspended');
});

test('people in the queue register themselves; the lane finds them by their short number and asks for nothing again', async ({
  aPhone,
  browser,
  office,
  server,
}) => {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 768 } });
  const desk = await context.newPage();
  await signIn(desk, server, 'passes/boards');
  const told = await desk.waitForResponse(/registration-board$/);
  const { address } = (await told.json()) as { address: string };
  await expect(desk.getByText('扫码登记 少等一会儿')).toBeVisible();
  await shoot(desk, 'office-board');
  expect(await faultsOf(desk)).toEqual([]);

  // Somebody's own phone: no account, no app.
  const own = await (await browser.newContext({ locale: 'zh-CN', viewport: { width: 390, height: 844 } })).newPage();
  const hash = new URL(address).hash;
  await own.goto(`${server.plain}/r/${hash}`);
  await expect(own.getByText(/您在 .+ 排队/)).toBeVisible();
  await shoot(own, 'resident-form');
  await own.getByLabel('车牌号').fill('晋g 7C002');
  await own.getByLabel('姓名').fill('耿茗泽');
  await own.getByLabel('证件号').fill('141198199505078811');
  await expect(own.getByText('号码有一位不对，请再看一遍')).toBeVisible();
  await own.getByLabel('证件号').fill(queuing);
  await expect(own.getByText('✓ 号码对')).toBeVisible();
  await own.getByRole('button', { name: '登记', exact: true }).click();
  await expect(own.getByRole('alert')).toHaveText('请先勾选同意。');
  await own.getByLabel(/我同意/).check();
  await shoot(own, 'resident-filled');
  expect(await faultsOf(own)).toEqual([]);
  await own.getByRole('button', { name: '登记', exact: true }).click();
  await expect(own.getByText('登记好了')).toBeVisible();
  const number = (await own.locator('.number').textContent()) ?? '';
  expect(number).toMatch(/^\d{4,6}$/);
  await shoot(own, 'resident-done');
  await own.getByRole('button', { name: 'English' }).click();
  await expect(own.getByText('You are registered')).toBeVisible();
  await shoot(own, 'resident-done-en');
  expect(await faultsOf(own)).toEqual([]);

  const page = await aPhone({ viewport: { width: 390, height: 844 } }).open();
  await setUp(page, await office.enrolmentCode());
  await page.getByRole('button', { name: '登记号' }).click();
  await page.getByRole('textbox', { name: '短号' }).fill(number);
  await shoot(page, 'field-registration');
  await page.getByRole('button', { name: '查找' }).click();
  const person = page.getByRole('main').getByRole('listitem').first();
  await expect(person).toContainText('耿** 881X');
  await expect(person.getByText('驾驶员 · 自助登记')).toBeVisible();
  await expect(page.getByRole('button', { name: '晋G·7C002' })).toBeVisible();
  await page.getByLabel('类别').selectOption('local');
  await lookAt(page);
  await shoot(page, 'field-registered');
  await page.getByRole('button', { name: /^放行/ }).click();
  await expect
    .poll(async () => (await office.passages()).find(({ plate }) => plate === '晋G7C002'))
    .toMatchObject({ persons: 1, verdict: 'release' });
});
