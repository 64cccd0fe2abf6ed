import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, faultsOf, test } from './fixtures.ts';
import { aResident } from './people.ts';
import { enterDocument, enterPlate, pin, setUp, sort } from './phone.ts';

const driver = aResident(3);

/** Where pictures of the screens go, for somebody to look at; nowhere unless asked. */
const folder = process.env.REDVEST_SCREENSHOTS;
const shoot = async (page: Page, name: string): Promise<void> => {
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};

const sign = async (page: Page): Promise<void> => {
  await page.getByRole('dialog').getByLabel('密码').fill(pin);
  await page.getByRole('button', { name: '确认签字' }).click();
};

test('a held person goes over with the shift, signed twice without a network, and is let go by the next one', async ({
  aPhone,
  browser,
  office,
  server,
}, info) => {
  test.setTimeout(240_000);
  const phone = aPhone({ viewport: { width: 390, height: 844 } });
  const page = await phone.open();
  await setUp(page, await office.enrolmentCode());
  await enterPlate(page, '晋GA1701');
  await enterDocument(page, driver);
  await sort(page, 'commuter');
  await page.getByRole('button', { name: /全部正常/ }).click();
  await page.getByRole('button', { name: '其他判定…' }).click();
  const verdict = page.getByRole('dialog');
  await verdict.getByRole('button', { name: '留观' }).click();
  await verdict.getByRole('button', { name: '值班长决定' }).click();
  await verdict.getByRole('button', { name: '确认判定' }).click();
  await expect.poll(async () => (await office.passages()).some(({ plate }) => plate === '晋GA1701')).toBe(true);

  // The centre goes away; the shift changes all the same.
  await server.kill();
  await page.getByRole('link', { name: '值守' }).click();
  await expect(page.getByRole('heading', { name: '交接班' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('晋G·A1701');
  await page.getByRole('button', { name: '加一项' }).click();
  await page.getByLabel('名称').fill('大门钥匙');
  await page.getByLabel('数量').fill('3 把');
  await page.getByLabel('还要告诉下一班的').fill('夜里可能下雪');
  await page.getByLabel('交班人').selectOption({ index: 1 });
  await shoot(page, 'field-shift-offer-zh');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: '交班签字' }).click();
  await shoot(page, 'field-shift-pin-zh');
  await sign(page);
  await expect(page.getByText('已交班签字')).toBeVisible();

  // Nobody signs for both, and nobody is forgotten.
  await expect(page.getByLabel('接班人').locator('option').nth(1)).toBeDisabled();
  await page.getByLabel('接班人').selectOption({ index: 2 });
  await page.getByRole('button', { name: '接班签字' }).click();
  await expect(page.getByRole('alert')).toContainText(/还有 \d+ 项没有接过/);
  // Others may be held from before; each is taken over by its own tap.
  const open = page.getByRole('button', { name: /^○ 接过/ });
  for (let left = await open.count(); left > 0; left--) await open.first().click();
  await shoot(page, 'field-shift-take-zh');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: '接班签字' }).click();
  await sign(page);
  await expect(page.getByText('交接完成。')).toBeVisible();
  await shoot(page, 'field-shift-done-zh');

  await page.getByRole('link', { name: '值班日志' }).click();
  await page.getByRole('button', { name: '记一条' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '事件', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '冲突' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /2 级/ }).click();
  await page.getByRole('dialog').getByLabel('内容').fill('司机不肯下车，堵住一道');
  await shoot(page, 'field-log-new-zh');
  await page.getByRole('button', { name: '记下' }).click();
  await expect(page.getByRole('article')).toContainText('2 级 报卡口负责人');
  await shoot(page, 'field-log-zh');
  expect(await faultsOf(page)).toEqual([]);

  await server.start();
  await expect(page.getByText('已连接')).toBeVisible({ timeout: 60_000 });

  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1366, height: 768 } });
  const desk = await context.newPage();
  const { id: checkpoint } = await office.checkpoint();
  await desk.goto(`${server.plain}/office/checkpoints/${checkpoint}/shifts`);
  const login = server.logins().find(({ role }) => role === 'ShiftLeader');
  await desk.getByLabel('用户名').fill(login?.userName ?? '');
  await desk.getByLabel('密码').fill(login?.password ?? '');
  await desk.getByRole('button', { name: '登录' }).click();
  const handedOver = desk.getByRole('row').filter({ hasText: '已交接' });
  await expect(handedOver).toBeVisible({ timeout: 60_000 });
  await shoot(desk, 'office-shifts-zh');
  expect(await faultsOf(desk)).toEqual([]);
  await handedOver.getByRole('link').click();
  await expect(desk.getByRole('heading', { name: '对账：记录与计数' })).toBeVisible();
  await shoot(desk, 'office-shift-zh');
  expect(await faultsOf(desk)).toEqual([]);
  await desk.getByRole('link', { name: /→/ }).click();
  await expect(desk.getByRole('heading', { name: /交接单/ })).toBeVisible();
  await expect(desk.getByRole('row').filter({ hasText: '晋G·A1701' })).toContainText('✓');
  await expect(desk.getByText('大门钥匙')).toBeVisible();
  await shoot(desk, 'office-handover-zh');
  expect(await faultsOf(desk)).toEqual([]);
  const print = await desk.pdf({ path: info.outputPath('handover.pdf'), preferCSSPageSize: true });
  expect(print.toString('latin1')).toContain('/Type /Page');

  // Whoever took over answers now, and lets the driver go.
  await desk.getByRole('link', { name: '值班日志' }).click();
  await expect(desk.getByText('司机不肯下车，堵住一道').first()).toBeVisible();
  await shoot(desk, 'office-log-zh');
  expect(await faultsOf(desk)).toEqual([]);
  await desk.getByRole('button', { name: '确认收到' }).first().click();
  await expect(desk.getByText('已确认').first()).toBeVisible();
  await page.getByRole('link', { name: '留观' }).click();
  const held = page.getByRole('region').filter({ hasText: '晋G·A1701' });
  await expect(held).toContainText('在管');
  await held.getByRole('button', { name: '结束留观' }).click();
  await page.getByRole('dialog').getByRole('radio', { name: '放行' }).click();
  await page.getByRole('dialog').locator('button.primary').click();
  await expect(held).toHaveCount(0);

  // English, at the desk and on the phone.
  if (folder) {
    await desk.evaluate(() => localStorage.setItem('redvest-language', 'en'));
    await desk.reload();
    await expect(desk.getByRole('heading', { name: 'Log', exact: true })).toBeVisible();
    await shoot(desk, 'office-log-en');
    await desk.getByRole('link', { name: 'Shifts and handovers' }).click();
    await shoot(desk, 'office-shifts-en');
    await desk
      .getByRole('row')
      .filter({ has: desk.getByRole('cell', { name: 'handed over', exact: true }) })
      .getByRole('link')
      .click();
    await expect(desk.getByText('Records against counts')).toBeVisible();
    await shoot(desk, 'office-shift-en');
    await desk.getByRole('link', { name: /→/ }).click();
    await expect(desk.getByRole('heading', { name: /Handover/ })).toBeVisible();
    await shoot(desk, 'office-handover-en');
    await page.evaluate(() => localStorage.setItem('redvest-language', 'en'));
    await page.reload();
    await page.getByLabel('PIN').fill(pin);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByRole('link', { name: 'Shift' }).click();
    await shoot(page, 'field-shift-en');
    await page.goto(`${server.phones}/field/#/log`);
    await shoot(page, 'field-log-en');
  }
  await context.close();
});

test('both leaders sign the figures of a shift on the phone, once the difference has a reason', async ({
  aPhone,
  office,
}) => {
  const page = await aPhone({ viewport: { width: 390, height: 844 } }).open();
  await setUp(page, await office.enrolmentCode());
  await page.getByRole('link', { name: '值守' }).click();
  await page.getByRole('link', { name: /核对数字并签字/ }).click();
  // The oldest of the three: nobody else signs that one here.
  const chosen = page.getByRole('group', { name: '哪一班' }).getByRole('button').nth(2);
  const named = (await chosen.textContent()) ?? '';
  const [, month = '', day = '', hour = ''] = /(\d\d)-(\d\d) .* (\d\d):/.exec(named) ?? [];
  const year = (await office.checkpoint()).today.slice(0, 4);
  await office.count(['时间,车道,数量', `${hour}:20,1,2`], `${year}-${month}-${day}`);
  await chosen.click();

  const lane = page.getByRole('region', { name: '1 号车道' });
  await expect(lane).toContainText('道闸 2 辆');
  await expect(lane).toContainText('少 2 条记录');
  await expect(page.getByText('还不能签：请先写明 1 号车道为什么对不上。')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await shoot(page, 'field-counts-unexplained-zh');
  await lane.getByLabel('为什么对不上').fill('道闸检修，空抬了两次杆');
  await lane.getByRole('button', { name: '记下原因' }).click();
  await expect(lane).toContainText('道闸检修，空抬了两次杆');
  // The difference stays what it is.
  await expect(lane).toContainText('少 2 条记录');

  const signatures = page.getByRole('region', { name: '签字' });
  await signatures.getByLabel('谁签字').selectOption({ index: 1 });
  await signatures.getByRole('button', { name: '签字', exact: true }).click();
  await sign(page);
  await expect(signatures).toContainText(/交班负责人 ✓/);
  await signatures.getByLabel('谁签字').selectOption({ index: 1 });
  await signatures.getByRole('button', { name: '签字', exact: true }).click();
  await expect(page.getByRole('alert')).toHaveText('交班和接班不能是同一个人。');
  await signatures.getByLabel('谁签字').selectOption({ index: 2 });
  await signatures.getByRole('button', { name: '签字', exact: true }).click();
  await sign(page);
  await expect(page.getByText('双方已签同一组数字。')).toBeVisible();
  await shoot(page, 'field-counts-signed-zh');
  expect(await faultsOf(page)).toEqual([]);
});
