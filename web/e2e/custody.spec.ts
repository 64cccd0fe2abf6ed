import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, faultsOf, test } from './fixtures.ts';
import { aResident, aStranger } from './people.ts';
import { enterDocument, enterPlate, lookAt, setUp, sort } from './phone.ts';

const driver = aResident(2);

/** Where pictures of the screens go, for somebody to look at; nowhere unless asked. */
const folder = process.env.REDVEST_SCREENSHOTS;
const shoot = async (page: Page, name: string): Promise<void> => {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};

/** `YYYY-MM-DD HH:mm` of the county, some minutes from now. */
const county = (minutes: number): string =>
  new Date(Date.now() + (480 + minutes) * 60_000).toISOString().slice(0, 16).replace('T', ' ');

test('a lorry is announced, comes in sealed with a photo, loads and leaves; its driver is sampled and let go', async ({
  aPhone,
  browser,
  office,
  server,
}, info) => {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 768 } });
  const desk = await context.newPage();
  const { id: checkpoint } = await office.checkpoint();
  await desk.goto(`${server.plain}/office/checkpoints/${checkpoint}/trips`);
  const login = server.logins().find(({ role }) => role === 'ShiftLeader');
  await desk.getByLabel('用户名').fill(login?.userName ?? '');
  await desk.getByLabel('密码').fill(login?.password ?? '');
  await desk.getByRole('button', { name: '登录' }).click();

  // One lorry that will come, and one that should have come three hours ago.
  const announce = async (plate: string, minutes: number): Promise<void> => {
    await desk.getByRole('button', { name: '预约货车' }).click();
    const form = desk.getByRole('dialog');
    await form.getByLabel('收货单位', { exact: true }).fill('吕梁煤机厂');
    await form.getByLabel('预计到达时间').fill(county(minutes));
    await form.getByLabel('预计到达时间').press('Enter');
    await form.getByLabel('车牌').fill(plate);
    await form.getByLabel('货物').fill('刮板机配件');
    await form.getByLabel('联系电话').fill('+86 10000000007');
    await form.getByLabel('姓名').fill('张三丰');
    await form.getByLabel('身份证号').fill(driver);
    if (minutes > 0) await shoot(desk, 'office-announce-zh');
    await form.getByRole('button', { name: '报上' }).click();
    await expect(form).toBeHidden();
  };
  await announce('晋G·8M001', 30);
  await announce('晋G·8M002', -180);
  await expect(desk.getByRole('row').filter({ hasText: '晋G8M002' })).toContainText('该到没到');
  expect(await faultsOf(desk)).toEqual([]);

  const page = await aPhone({ viewport: { width: 390, height: 844 } }).open();
  await setUp(page, await office.enrolmentCode());
  await enterPlate(page, '晋G8M001');
  await expect(page.getByText('预约货车：吕梁煤机厂')).toBeVisible();
  await enterDocument(page, driver);
  await sort(page, 'freight');
  await lookAt(page);
  await shoot(page, 'field-lane-trip-zh');
  // The rules ask for a sample: the driver has no test of the last 48 hours.
  await page.getByRole('button', { name: /^采样等候/ }).click();
  await expect(page.getByText('车 1 辆')).toBeVisible();

  await page.getByRole('link', { name: '留观' }).click();
  const held = page.getByRole('region').filter({ hasText: '晋G·8M001' });
  await expect(held).toContainText('车道已交，还没人接');
  await shoot(page, 'field-yard-offered-zh');
  await held.getByRole('button', { name: '我来接' }).click();
  await held.getByRole('button', { name: '需要', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '吃的' }).click();
  await expect(held.getByRole('button', { name: /吃的 已办/ })).toBeVisible();
  await held.getByRole('button', { name: '更多' }).click();
  await shoot(page, 'field-yard-more-zh');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /采样|检测/ })
    .first()
    .click();
  await held.getByRole('button', { name: '采样', exact: true }).click();
  await page.getByRole('radio', { name: '抗原' }).click();
  await page.getByLabel('管号或袋号').fill('KY-017');
  await shoot(page, 'field-yard-sample-zh');
  await page.getByRole('button', { name: '已采样' }).click();
  await held.getByRole('button', { name: /吃的 已办/ }).click();
  expect(await faultsOf(page)).toEqual([]);
  await shoot(page, 'field-yard-sampled-zh');
  await desk.getByRole('link', { name: '留观与采样' }).click();
  await expect(desk.getByRole('row').filter({ hasText: 'KY-017' })).toContainText('抗原');
  await shoot(desk, 'office-yard-zh');
  await held.getByRole('button', { name: '登记结果' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '阴性' }).click();
  await held.getByRole('button', { name: '放行' }).click();
  await expect(page.getByText('现在没有人在留观或等采样。')).toBeVisible();

  await page.getByRole('link', { name: '货运' }).click();
  const lorry = page.getByRole('region', { name: '晋G·8M001' });
  await shoot(page, 'field-freight-expected-zh');
  await lorry.getByRole('button', { name: '到了，登记进入' }).click();
  await lorry.getByRole('button', { name: '贴封条' }).click();
  await page.getByLabel('封条号').fill('F-00017');
  await page.getByLabel('拍封条').setInputFiles({
    name: 'seal.png',
    mimeType: 'image/png',
    buffer: await page.screenshot(),
  });
  await expect(page.getByText('照片已在本机')).toBeVisible();
  await shoot(page, 'field-freight-seal-zh');
  await page.getByRole('button', { name: '记下' }).click();
  await expect(lorry).toContainText('封条 F-00017');
  await lorry.getByRole('button', { name: '到装卸点' }).click();
  await expect(lorry).toContainText('装卸中');
  expect(await faultsOf(page)).toEqual([]);
  await shoot(page, 'field-freight-inside-zh');

  await desk.getByRole('link', { name: '货运闭环' }).click();
  const inside = desk.getByRole('row').filter({ hasText: '晋G8M001' });
  await expect(inside).toContainText('装卸中');
  await shoot(desk, 'office-trips-zh');
  await inside.getByRole('link').click();
  await desk.getByRole('button', { name: '看封条照片' }).click();
  await expect
    .poll(async () =>
      desk.getByRole('img', { name: '封条照片' }).evaluate((image: HTMLImageElement) => image.naturalWidth),
    )
    .toBeGreaterThan(100);
  await shoot(desk, 'office-trip-zh');
  expect(await faultsOf(desk)).toEqual([]);

  await lorry.getByRole('button', { name: '返程了' }).click();
  await lorry.getByRole('button', { name: '出场' }).click();
  await shoot(page, 'field-freight-exit-zh');
  await page.getByRole('button', { name: '封条完好' }).click();
  await expect(page.getByText('现在没有货车在闭环内。')).toBeVisible();
  await desk.goto(`${server.plain}/office/checkpoints/${checkpoint}/trips`);
  await expect(desk.getByRole('row').filter({ hasText: '已出场' })).toContainText('晋G8M001');

  // The same screens in English.
  await desk.evaluate(() => localStorage.setItem('redvest-language', 'en'));
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Freight in the loop' })).toBeVisible();
  await shoot(page, 'field-freight-en');
  await page.getByRole('link', { name: 'Yard', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Yard and samples' })).toBeVisible();
  await shoot(page, 'field-yard-en');
  if (folder) {
    for (const part of ['trips', 'yard']) {
      await desk.goto(`${server.plain}/office/checkpoints/${checkpoint}/${part}`);
      await desk.getByRole('table').first().waitFor();
      await shoot(desk, `office-${part}-en`);
    }
  }
  await context.close();
  expect(info.errors).toEqual([]);
});

test('without a network the yard goes on, and the office learns it afterwards', async ({ aPhone, office, server }) => {
  const page = await aPhone({ viewport: { width: 390, height: 844 } }).open();
  await setUp(page, await office.enrolmentCode());
  await page.context().setOffline(true);
  await enterPlate(page, '晋GA7007');
  await enterDocument(page, aStranger(2));
  await sort(page, 'freight');
  await lookAt(page);
  await page
    .getByRole('button', { name: /采样等候/ })
    .first()
    .click();
  await page.getByRole('link', { name: '留观' }).click();
  const held = page.getByRole('region').filter({ hasText: '晋G·A7007' });
  await held.getByRole('button', { name: '我来接' }).click();
  await held.getByRole('button', { name: '采样', exact: true }).click();
  await page.getByRole('button', { name: '已采样' }).click();
  await expect(held).toContainText('等结果');
  await page.context().setOffline(false);
  const { id } = await office.checkpoint();
  await expect
    .poll(
      async () =>
        (await office.get<{ here: { plate: string; stage: string }[] }>(`/api/v1/checkpoints/${id}/yard`)).here.find(
          ({ plate }) => plate === '晋GA7007',
        )?.stage,
      { timeout: 90_000 },
    )
    .toBe('sampled');
  expect(server.output).not.toContain('fail:');
});
