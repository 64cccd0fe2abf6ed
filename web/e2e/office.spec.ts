import { writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { aLaboratory } from './codes.ts';
import { choose, expect, faultsOf, row, signIn, test } from './desk.ts';

/** The drill's day is yesterday; once other tests let cars pass today, the board no longer points to it. */
const lastDay = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: '前一天' }).click();
};

/** As the printer gets it; kept beside the results for whoever wants to look. */
const print = async (page: Page, name: string): Promise<Buffer> =>
  page.pdf({ path: test.info().outputPath(`${name}.pdf`), preferCSSPageSize: true });

test('a stranger is sent to the sign-in, is told what is wrong, and comes back to the page wanted', async ({
  page,
  server,
}) => {
  await page.goto(`${server.plain}/office/devices`);
  await expect(page.getByRole('heading', { name: '登录指挥端' })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  await signIn(page, server, 'shift', 'not the password');
  await expect(page.getByRole('alert')).toHaveText('用户名或密码不对，请再试。');
  expect(await faultsOf(page)).toEqual([]);

  await signIn(page, server, 'shift');
  await expect(page.getByRole('heading', { name: '设备', level: 1 })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/office/devices');
});

test('too many wrong passwords lock the account, with the seconds that are left', async ({ page, server }) => {
  await page.goto(`${server.plain}/office/`);
  const left = page.getByText(/账号暂时锁定，还剩 \d+ 秒/);
  for (let tries = 0; tries < 20 && !(await left.isVisible()); tries++) {
    await signIn(page, server, 'somebody-else', `wrong ${tries}`);
    await expect(page.getByRole('alert')).toBeVisible();
  }
  await expect(left).toBeVisible();
  await expect(page.getByRole('button', { name: '登录' })).toBeDisabled();
});

test('the board shows the day that was drilled, and every figure opens its records', async ({ desk, drilled }) => {
  const page = await desk('shift');
  await lastDay(page);
  const vehicles = page.locator('.figure').first();
  await expect(vehicles).toContainText(`${drilled.vehicles}辆次`);
  await expect(page.getByText('往日，不再变动')).toBeVisible();
  await expect(page.locator('.hours-chart svg')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  await vehicles.click();
  await expect(page.getByText(/只列“.+”这个数背后的记录/)).toBeVisible();
  await expect(page.locator('.passages tbody tr')).toHaveCount(drilled.vehicles);

  await page.goBack();
  const lane = page
    .locator('.panel-lanes tbody tr')
    .filter({ hasText: /[1-9]\d*\s辆次/ })
    .first();
  const count = Number(/(\d+)/.exec((await lane.getByRole('link').nth(1).textContent()) ?? '')?.[1]);
  await lane.getByRole('link').nth(1).click();
  await expect(page.locator('.passages tbody tr')).toHaveCount(count);
});

test('the wall shows the same board, dark and large, and Escape leaves it', async ({ desk, drilled }) => {
  const page = await desk('hq');
  await lastDay(page);
  await page.getByRole('link', { name: '大屏显示' }).click();
  await expect(page.locator('.figure').first()).toContainText(`${drilled.vehicles}辆次`);
  await expect(page.locator('html')).toHaveClass(/wall/);
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.locator('html')).not.toHaveClass(/wall/);
});

test('a verdict is explained, and a record put right shows so everywhere', async ({ desk, drilled }) => {
  const page = await desk('head');
  await lastDay(page);
  await page.getByRole('link', { name: '通行记录' }).click();
  await page.getByRole('button', { name: '前一天' }).click();
  await expect(page.locator('.passages tbody tr').nth(drilled.vehicles - 1)).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  await page.locator('.passages tbody tr').filter({ hasText: '晋G' }).first().getByRole('link').click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.locator('.rule').first()).toBeVisible();
  await expect(drawer.getByRole('heading', { name: '经过' })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  await drawer.getByRole('button', { name: '更正…' }).click();
  const form = page.getByRole('dialog', { name: '更正记录' });
  await choose(form, '更正哪一条', /开始查验/);
  await form.getByRole('button', { name: '提交更正' }).click();
  await expect(form.getByRole('alert')).toHaveText('还没有改动任何一项。');
  await form.getByLabel('车牌', { exact: true }).fill('晋g9 9999');
  await form.getByLabel('理由').fill('号码看错了');
  expect(await faultsOf(page)).toEqual([]);
  await form.getByRole('button', { name: '提交更正' }).click();

  await expect(page.getByText('已更正。')).toBeVisible();
  await expect(drawer.locator('.passage-head')).toContainText('晋G99999');
  await expect(drawer.getByText(/有更正；列表显示更正后的内容/)).toBeVisible();
  await expect(page.locator('.passages tbody tr.chosen')).toContainText('已更正');
});

test('a number is shown in full only for a purpose', async ({ desk, drilled }) => {
  const page = await desk('head');
  await lastDay(page);
  await page.locator('.figure').first().click();
  expect(drilled.vehicles).toBeGreaterThan(0);
  await page.locator('.passages tbody tr').filter({ hasText: '**' }).first().getByRole('link').click();
  const person = page.locator('.occupant').filter({ hasText: '尾号' }).first();
  await person.getByRole('button', { name: '显示证件号码…' }).click();
  const ask = page.getByRole('dialog', { name: '显示证件号码' });
  await ask.getByRole('button', { name: '显示证件号码' }).click();
  await expect(ask.getByRole('alert')).toHaveText('请写明用途，至少 4 个字。');
  await ask.getByLabel('查看用途').fill('转诊登记核对身份');
  await ask.getByRole('button', { name: '显示证件号码' }).click();
  const tail = /尾号 (\S+)/.exec((await person.textContent()) ?? '')?.[1] ?? 'none';
  await expect(person.getByRole('status')).toContainText(tail);
});

test('a plate is found by its full number, which stays out of the address', async ({ desk, drilled }) => {
  const page = await desk('head');
  await lastDay(page);
  await page.locator('.figure').first().click();
  expect(drilled.vehicles).toBeGreaterThan(0);
  const plate = (await page.locator('.passages .plate').last().textContent()) ?? '';
  await page.getByRole('link', { name: '按车牌或证件查…' }).click();
  await page.getByLabel('车牌', { exact: true }).last().fill(plate.toLowerCase());
  await page.getByLabel('查看用途').fill('核对车辆');
  await page.getByRole('button', { name: '查询' }).click();
  await expect(page.locator('.passages tbody tr').first()).toContainText(plate);
  expect(decodeURIComponent(page.url())).not.toContain(plate.slice(1));
  expect(await faultsOf(page)).toEqual([]);
});

test('a device is enrolled by its code, shows what it did on the open board, and is revoked', async ({
  desk,
  aPhone,
}) => {
  const { enterDocument, enterPlate, lookAt, setUp } = await import('./phone.ts');
  const page = await desk('shift');
  await page.getByRole('link', { name: '设备' }).click();
  await page.getByRole('button', { name: '登记新设备…' }).click();
  await page.getByRole('button', { name: '生成登记码' }).click();
  await expect(page.getByRole('img', { name: '登记二维码' })).toBeVisible();
  await expect(page.getByRole('timer')).toContainText(/还剩 1[45]:\d\d/);
  expect(await faultsOf(page)).toEqual([]);
  const code = ((await page.getByTestId('enrolment-code').textContent()) ?? '').replace(' ', '');
  expect(code).toMatch(/^\d{8}$/);
  await page.keyboard.press('Escape');

  const phone = await aPhone().open();
  await setUp(phone, code);
  await page.getByRole('link', { name: '实时看板' }).click();
  await expect(page.locator('.tag-live')).toBeVisible();
  const vehicles = page.locator('.figure-value b').first();
  const before = Number(await vehicles.textContent());
  await enterPlate(phone, '晋GA3003');
  await enterDocument(phone, '141198194207048919');
  await lookAt(phone);
  await phone.getByRole('button', { name: /^(放行|采样即走)/ }).click(); // as the pack proposes
  await expect(vehicles).toHaveText(String(before + 1)); // by itself: nobody reloads

  await page.getByRole('link', { name: '设备' }).click();
  const device = row(page, /已收齐 \d+ 条/).first();
  expect(await faultsOf(page)).toEqual([]);
  await device.getByRole('button', { name: /^停用/ }).click();
  const dialog = page.getByRole('dialog', { name: /^停用/ });
  await dialog.getByRole('button', { name: '停用' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('请写明理由，至少 2 个字。');
  await dialog.getByLabel('理由').fill('手机丢失');
  await dialog.getByRole('button', { name: '停用' }).click();
  await expect(page.getByText('已停用。')).toBeVisible();
  await page.getByText('也列出已停用的').click();
  await expect(row(page, '手机丢失')).toBeVisible();
});

test('a record that was refused waits for a person, with its reason', async ({ desk, aPhone, office }) => {
  const { setUp } = await import('./phone.ts');
  const phone = await aPhone().open();
  await setUp(phone, await office.enrolmentCode());
  await phone.route(
    '**/api/v1/sync/push',
    async (route) => {
      const push = route.request().postDataJSON() as { records: { body: { lane: string } }[] };
      for (const { body } of push.records) body.lane = '0192f0c8-0000-7000-8000-000000000001'; // no lane of ours
      await route.continue({ postData: push });
    },
    { times: 1 },
  );
  await phone.getByRole('button', { name: '排队加一' }).click();
  await expect(phone.getByRole('link', { name: /需处理 1/ })).toBeVisible();

  const page = await desk('shift');
  await expect(page.locator('.figure').first()).toBeVisible();
  await page.goto(page.url().replace(/\/office\/.*/, '/office/devices/kept'));
  const kept = page.locator('tbody tr').first();
  await expect(kept).toContainText('没有这个车道');
  await expect(kept).toContainText('未收');
  expect(await faultsOf(page)).toEqual([]);
});

test('a board and a passage are printed in full, without what only a screen needs', async ({ desk, drilled }) => {
  const page = await desk('shift');
  await lastDay(page);
  await expect(page.locator('.figure').first()).toContainText(`${drilled.vehicles}辆次`);
  const board = await print(page, 'board');

  await page.locator('.figure').first().click();
  await page.locator('.passages tbody tr').first().getByRole('link').first().click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.locator('.occupant').first()).toBeVisible();
  const passage = await print(page, 'passage');

  for (const pdf of [board, passage]) expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.top')).toBeHidden();
  await expect(page.getByRole('button')).toHaveCount(0); // paper has nothing to press
  const [sheet, content] = [await drawer.boundingBox(), await drawer.evaluate((one) => one.scrollHeight)];
  expect(Math.ceil(sheet?.height ?? 0)).toBeGreaterThanOrEqual(content); // nothing is cut off at the fold of the screen
});

test('an administrator believes the keys of a file, and one of them no longer', async ({ desk }, info) => {
  const { own, stranger } = await aLaboratory();
  const list = info.outputPath('laboratories.json');
  writeFileSync(list, JSON.stringify({ format: 1, keys: [own.trusted, { ...stranger.trusted, issuer: '别家机构' }] }));
  const nonsense = info.outputPath('holiday.pem');
  writeFileSync(nonsense, 'a postcard');
  const page = await desk('admin');
  await page.getByRole('link', { name: '信任名单' }).click();

  await page.getByLabel('导入文件…').setInputFiles(list);
  await expect(page.getByText('新增 2 把密钥')).toBeVisible();
  await expect(row(page, '演示检测机构')).toContainText('laboratories.json');
  expect(await faultsOf(page)).toEqual([]);

  await page.getByLabel('导入文件…').setInputFiles(nonsense);
  await expect(page.getByRole('alert')).toBeVisible();

  await row(page, '别家机构').getByRole('button').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('理由').fill('合作已结束');
  await dialog.getByRole('button', { name: '移除' }).click();
  await expect(row(page, '别家机构')).toHaveCount(0);
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Trust list' })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
});

test('a new user gets a password once, a grant, and must choose a password of their own', async ({
  desk,
  server,
  page: newcomer,
}) => {
  const page = await desk('admin');
  await page.getByRole('link', { name: '人员与授权' }).click();
  await page.getByRole('button', { name: '新增人员…' }).click();
  await page.getByLabel('姓名').last().fill('演示·新人');
  await page.getByLabel('用户名').last().fill('newcomer');
  await page.getByRole('button', { name: '建立' }).click();
  const password = (await page.getByTestId('one-time-password').textContent())?.trim() ?? '';
  expect(password.length).toBeGreaterThan(9);
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: '已交给本人' }).click();

  await row(page, 'newcomer').getByRole('button').click();
  const drawer = page.getByRole('dialog', { name: /演示·新人/ });
  await choose(drawer, '范围', /夏家营/);
  await drawer.getByRole('button', { name: '授权', exact: true }).click();
  await expect(page.getByText('已授权。')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  await newcomer.goto(`${server.plain}/office/`);
  await signIn(newcomer, server, 'newcomer', password);
  await expect(newcomer.getByText('这是一次性密码，请先换成自己的密码。')).toBeVisible();
  expect(await faultsOf(newcomer)).toEqual([]);
  await newcomer.getByLabel('现在的密码').fill(password);
  await newcomer.getByLabel('新密码', { exact: true }).fill('春天的卡口有风吹过来');
  await newcomer.getByLabel('再输一遍新密码').fill('春天的卡口有风吹过来');
  await newcomer.getByRole('button', { name: '修改密码' }).click();
  await expect(newcomer.locator('.figure').first()).toBeVisible();
  // A lane officer sees counts, not persons.
  await expect(newcomer.getByRole('link', { name: '通行记录' })).toHaveCount(0);

  await drawer.getByRole('button', { name: '停用…' }).click();
  await page.getByLabel('理由').fill('测试结束');
  await page.getByRole('button', { name: '停用', exact: true }).click();
  await expect(page.getByText('已停用。')).toBeVisible();
  await newcomer.reload();
  await expect(newcomer.getByRole('heading', { name: '登录指挥端' })).toBeVisible();
});

test('when the session ends nothing typed is lost', async ({ desk, server }) => {
  const page = await desk('head');
  await page.getByRole('link', { name: '通行记录' }).click();
  await page.getByRole('link', { name: '按车牌或证件查…' }).click();
  await page.getByLabel('查看用途').fill('核对车辆');
  await page.getByLabel('车牌', { exact: true }).last().fill('晋G00000');
  await page.context().clearCookies();
  await page.getByRole('button', { name: '查询' }).click();
  const again = page.getByRole('dialog', { name: '登录已过期' });
  await expect(again).toBeVisible();
  await expect(page.getByRole('heading', { name: '查车牌或证件' })).toBeHidden();
  await again.getByLabel('密码').fill(server.logins().find(({ userName }) => userName === 'head')?.password ?? '');
  await again.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByLabel('查看用途')).toHaveValue('核对车辆');
});

test('everything is in English at one press, and reads so without serious faults', async ({ desk, drilled }) => {
  const page = await desk('head');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  expect(drilled.vehicles).toBeGreaterThan(0);
  for (const name of ['Live board', 'Passages', 'Devices', 'Figures']) {
    await page.getByRole('link', { name }).first().click();
    await expect(page.locator('main h1')).toHaveText(name === 'Live board' ? /checkpoint/ : name);
    await expect(page.locator('.el-skeleton')).toHaveCount(0);
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.locator('main h1').textContent()).not.toMatch(/[\u4e00-\u9fff]/);
  }
});

test('a keyboard alone finds the way', async ({ desk, drilled }) => {
  const page = await desk('shift');
  expect(drilled.vehicles).toBeGreaterThan(0);
  await page.locator('.figure').first().waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('通行记录');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '通行记录', level: 1 })).toBeFocused();
  await page.getByRole('button', { name: '前一天' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('.passages tbody a').first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expect(page.locator('.occupant').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});
