import type { Page } from '@playwright/test';
import { pictureOf, showCodes } from './camera.ts';
import { aLaboratory, everyOutcome, type Laboratory, type Shown } from './codes.ts';
import { expect, faultsOf, test as base } from './fixtures.ts';
import { OfficeApi } from './office-api.ts';
import { lookAt, setUp, unlock } from './phone.ts';

/** A laboratory whose key the county believes. */
const test = base.extend<object, { readonly laboratory: Laboratory }>({
  laboratory: [
    async ({ server }, use) => {
      const laboratory = await aLaboratory();
      const administrator = await OfficeApi.signIn(server, 'Administrator');
      await administrator.trust([laboratory.own.trusted]);
      await use(laboratory);
    },
    { scope: 'worker' },
  ],
});

/** Each code stays before the camera for a while; the test takes them as they come. */
const secondsEach = 2;

const dropCheck = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: '放弃本次' }).click();
  await page.getByRole('button', { name: '确定放弃？' }).click();
};

/** The outcomes that the phone tells in one sentence each, as the codes pass before its camera. */
const outcomesSeen = async (page: Page, codes: readonly Shown[]): Promise<readonly string[]> => {
  const seen: string[] = [];
  const person = page.getByRole('main').getByRole('listitem').first();
  while (seen.length < codes.length) {
    await person.waitFor();
    const said = await person.textContent();
    const one = codes.find(({ zh }) => zh.test(said ?? ''));
    expect(one, said ?? '').toBeDefined();
    if (one && !seen.includes(one.outcome)) seen.push(one.outcome);
    await dropCheck(page);
  }
  return seen;
};

test('every outcome of a code is told apart before the camera, with the centre and without it', async ({
  aPhone,
  office,
  server,
  laboratory,
}, info) => {
  test.slow();
  const codes = await everyOutcome(laboratory);
  const all = codes.map(({ outcome }) => outcome).sort();
  const camera = await showCodes(
    codes.map(({ text }) => text),
    info.outputPath(),
    secondsEach,
  );
  const phone = aPhone({ camera });
  const page = await phone.open();
  await setUp(page, await office.enrolmentCode());
  expect([...(await outcomesSeen(page, codes))].sort()).toEqual(all);

  await phone.close();
  await server.kill();
  const cold = await phone.open();
  await unlock(cold);
  await expect(cold.getByText(/离线 自/)).toBeVisible();
  expect([...(await outcomesSeen(cold, codes))].sort()).toEqual(all);
  await server.start();
});

/** What a keyboard-wedge reader does: one key after the other, faster than any hand. */
const wedge = (page: Page, text: string): Promise<void> =>
  page.evaluate((typed) => {
    for (const key of [...Array.from(typed), 'Enter']) {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
    }
  }, text);

test('a signed negative test releases, on the phone and in the centre, and says why', async ({
  aPhone,
  office,
  laboratory,
}) => {
  const [good, , stranger] = await everyOutcome(laboratory);
  const page = await aPhone().open();
  await setUp(page, await office.enrolmentCode());

  await wedge(page, good?.text ?? '');
  const person = page.getByRole('main').getByRole('listitem').first();
  await expect(person).toContainText('有签名的阴性核酸，14 小时前采样');
  await expect(person).toContainText('王小明（WANG XIAOMING）');
  await expect(person).toContainText('请与本人核对：1985-07-21 出生');
  await lookAt(page);
  await expect(page.getByText('中心核验')).toBeVisible();
  await expect(page.getByRole('button', { name: /^放行/ })).toBeVisible();

  await page.getByRole('button', { name: '为什么？' }).click();
  const why = page.getByRole('dialog', { name: '为什么这样建议' });
  await expect(why.locator('.deciding')).toContainText('放行');
  await expect(why.locator('dl').first()).toContainText('36.5 °C');
  await why.getByText(/其余 \d+ 条规则/).click();
  await expect(why.getByText('不适用').first()).toBeVisible();
  await expect(why.getByText('采样距今').first()).toBeVisible();
  await expect(why.getByText('14 小时').first()).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await why.getByRole('button', { name: '完成' }).click();
  await page.getByRole('button', { name: /^放行/ }).click();

  await wedge(page, stranger?.text ?? '');
  await expect(person).toContainText('请看纸质报告，不要只凭这个码放行。');
  await lookAt(page);
  await expect(page.getByRole('button', { name: /^采样即走/ })).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(person).toContainText('The code is complete, but we do not know who signed it');
  expect(await faultsOf(page)).toEqual([]);
});

test('in the office a code is verified from a picture or its text, in both languages', async ({
  browser,
  server,
  laboratory,
}) => {
  const codes = await everyOutcome(laboratory);
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(`${server.plain}/office/`);
  const login = server.logins().find(({ role }) => role === 'ShiftLeader');
  await page.getByLabel('用户名').fill(login?.userName ?? '');
  await page.getByLabel('密码').fill(login?.password ?? '');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('link', { name: '验码' }).click();
  await expect(page.getByText('信任名单里有')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  const result = page.getByRole('status', { name: '核验结果' });
  const buffer = await pictureOf(codes[0]?.text ?? '');
  await page.getByLabel('选择图片…').setInputFiles({ name: 'code.png', mimeType: 'image/png', buffer });
  await expect(result).toContainText('有签名的阴性核酸，14 小时前采样');
  await expect(result).toContainText('演示检测机构');
  await expect(result.getByRole('listitem').filter({ hasText: '今天的规则' })).toContainText('通过');
  expect(await faultsOf(page)).toEqual([]);

  // A picture without any code says so, and forgets what was shown before.
  const empty = await page.screenshot({ clip: { x: 0, y: 0, width: 90, height: 40 } });
  await page.getByLabel('选择图片…').setInputFiles({ name: 'none.png', mimeType: 'image/png', buffer: empty });
  await expect(page.getByText('图片里没有找到二维码')).toBeVisible();
  await expect(result).toBeHidden();

  for (const { text, zh } of codes) {
    await page.getByLabel(/码里的文字/).fill(text);
    await page.getByRole('button', { name: '核验' }).click();
    await expect(result).toContainText(zh);
  }
  await page.getByRole('button', { name: 'English' }).click();
  for (const { text, en } of codes) {
    await page.getByLabel(/Text of the code/).fill(text);
    await page.getByRole('button', { name: 'Verify', exact: true }).click();
    await expect(page.getByRole('status', { name: 'Result' })).toContainText(en);
  }
  expect(await page.getByRole('main').textContent()).not.toMatch(/[\u4e00-\u9fff]/);
  expect(await faultsOf(page)).toEqual([]);
  await context.close();
});
