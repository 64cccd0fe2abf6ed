import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { showCode } from './camera.ts';
import { expect, faultsOf, test } from './fixtures.ts';
import { aResident, aStranger } from './people.ts';
import { enterDocument, enterPlate, lookAt, setUp, sort, unlock } from './phone.ts';

const someone = aResident(1);
const stranger = aStranger(1);

test('a phone is enrolled, gets a PIN, and passes a car; the office sees it', async ({ aPhone, office }) => {
  const phone = aPhone();
  const page = await phone.open(`#enrol=${await office.enrolmentCode()}`);
  // The code is in the field already, and no longer in the address.
  await expect(page.getByLabel('登记码')).toHaveValue(/^\d{8}$/);
  expect(new URL(page.url()).hash).toBe('');
  await setUp(page, await page.getByLabel('登记码').inputValue());

  await enterPlate(page, '晋GA1001');
  await enterDocument(page, someone);
  await sort(page, 'commuter');
  await lookAt(page);
  await page.getByRole('button', { name: /^放行/ }).click();

  await expect(page.getByText('车 1 辆')).toBeVisible();
  await expect
    .poll(async () => (await office.passages()).find(({ plate }) => plate === '晋GA1001'))
    .toMatchObject({ persons: 1, verdict: 'release' });
});

test('a known car brings its usual occupants, and passes with two taps', async ({ aPhone, office }) => {
  const page = await aPhone().open();
  await setUp(page, await office.enrolmentCode());
  const first = async (): Promise<void> => {
    await enterPlate(page, '晋GA2002');
    await enterDocument(page, someone);
    await sort(page, 'commuter');
    await lookAt(page);
    await page.getByRole('button', { name: /^放行/ }).click();
  };
  await first();
  await expect.poll(async () => (await office.passages()).some(({ plate }) => plate === '晋GA2002')).toBe(true);

  await enterPlate(page, '晋GA2002');
  await expect(page.getByText('常乘人员')).toBeVisible();
  await lookAt(page); // one tap
  await page.getByRole('button', { name: /^放行/ }).click(); // and one
  await expect(page.getByText('车 2 辆')).toBeVisible();
});

test('a code held before the camera is a person in the car', async ({ aPhone, office }, info) => {
  const film = await showCode('REDVEST-TEST-CODE-0001', info.outputPath());
  const page = await aPhone({ camera: film }).open();
  await setUp(page, await office.enrolmentCode());
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1);
  await expect(page.getByText('驾驶员 · 扫码')).toBeVisible();
});

test('with the plug pulled a phone starts cold and passes a car; afterwards the board agrees', async ({
  aPhone,
  office,
  server,
}) => {
  const phone = aPhone();
  const page = await phone.open();
  await setUp(page, await office.enrolmentCode());
  await enterPlate(page, '晋GA3003');
  await enterDocument(page, someone);
  await sort(page, 'commuter');
  await lookAt(page);
  await page.getByRole('button', { name: /^放行/ }).click();
  await phone.close();
  await server.kill();

  const cold = await phone.open();
  await unlock(cold);
  await expect(cold.getByText(/离线 自/)).toBeVisible();
  await enterPlate(cold, '晋GA3004');
  await enterDocument(cold, someone);
  await sort(cold, 'commuter');
  await lookAt(cold);
  await expect(cold.getByText(/中心未核验/)).toBeVisible();
  await cold.getByRole('button', { name: /^放行/ }).click();
  await expect(cold.getByText('车 2 辆')).toBeVisible();
  await expect(cold.getByText(/^待发/)).toBeVisible();

  await server.start();
  await cold.getByRole('link', { name: /发件箱/ }).click();
  await cold.getByRole('button', { name: '立即发送' }).click();
  await expect(cold.getByText('全部记录都已送达中心。')).toBeVisible({ timeout: 70_000 });
  const mine = (await office.passages()).filter(({ plate }) => plate?.startsWith('晋GA300'));
  expect(mine.map(({ plate, persons }) => [plate, persons]).sort()).toEqual([
    ['晋GA3003', 1],
    ['晋GA3004', 1],
  ]);
  const all = await office.passages();
  const board = await office.board();
  const released = board.verdicts.find(({ verdict }) => verdict === 'release');
  expect(released?.vehicles).toBe(all.filter(({ verdict }) => verdict === 'release').length);
});

test('a phone with the shell of before has all of it: a new server may forget the old files', () => {
  const dist = join(import.meta.dirname, '../field/dist');
  const kept = readFileSync(join(dist, 'sw.js'), 'utf8');
  const files = readdirSync(join(dist, 'assets')).filter((name) => /\.(js|css|wasm)$/.test(name));
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((name) => !kept.includes(`assets/${name}`))).toEqual([]);
});

test('an emergency needs one tap and no evidence', async ({ aPhone, office }) => {
  const page = await aPhone().open();
  await setUp(page, await office.enrolmentCode());
  await page.getByRole('button', { name: /急救放行/ }).click();
  await expect.poll(async () => (await office.passages()).filter(({ emergency }) => emergency).length).toBe(1);
});

test('at a desk the keyboard alone is enough', async ({ aPhone, office }) => {
  const page = await aPhone({ viewport: { width: 1100, height: 800 } }).open();
  await setUp(page, await office.enrolmentCode());
  await page.getByRole('link', { name: '本机' }).click();
  await page.getByRole('switch', { name: /桌面模式/ }).click();
  await page.goBack();
  const line = page.getByLabel(/扫描或输入/);
  await expect(line).toBeFocused();
  // Enter on an empty line: the rest of the gate is in order.
  for (const text of ['晋GA4004', stranger, '绿', '36.7', '']) {
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  }
  // Lane 1 is for cars from outside, and no test was shown.
  await expect(page.getByRole('button', { name: /^采样即走/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await office.passages()).find(({ plate }) => plate === '晋GA4004')?.verdict)
    .toBe('sample-and-go');
});

test('a record the centre refuses is shown, mended and sent again as a new one', async ({ aPhone, office }) => {
  const page = await aPhone().open();
  await setUp(page, await office.enrolmentCode());
  // One answer is ours: it refuses the record it got.
  await page.route(
    '**/api/v1/sync/push',
    async (route) => {
      const { records } = route.request().postDataJSON() as { records: { id: string }[] };
      const outcomes = records.map(({ id }) => ({ id, outcome: 'refused', code: 'lane-unknown', detail: null }));
      const ticket = `${new Date().toISOString()}.none`;
      await route.fulfill({ json: { epoch: 1, ticket, revision: 0, contiguous: 0, gaps: [], outcomes } });
    },
    { times: 1 },
  );
  await page.getByRole('button', { name: '排队加一' }).click();
  await page.getByRole('link', { name: /需处理 1|发件箱/ }).click();
  await expect(page.getByText('中心没有这条车道。')).toBeVisible();
  await page.getByRole('button', { name: /更正并重新发送/ }).click();
  await page.getByLabel('排队辆数').fill('4');
  await page.getByRole('button', { name: '作为新记录发送' }).click();
  await expect(page.getByText('全部记录都已送达中心。')).toBeVisible();
  await expect(page.getByText(/已用第 2 号重新发送/)).toBeVisible();
});

test('a phone that was taken out of service says so and keeps its records', async ({ aPhone, office }) => {
  const page = await aPhone().open();
  await page.getByLabel('本机名称').fill('丢失的手机');
  await setUp(page, await office.enrolmentCode());
  await office.revoke('丢失的手机');
  await page.getByRole('button', { name: /急救放行/ }).click();
  await expect(page.getByText(/本机已被停用/)).toBeVisible();
});

test('no screen has a serious fault for people who cannot see or point well', async ({ aPhone, office }) => {
  const page = await aPhone().open();
  const look = async (): Promise<void> => expect(await faultsOf(page)).toEqual([]);
  await look();
  await setUp(page, await office.enrolmentCode());
  await look();
  await page.getByRole('button', { name: '车牌', exact: true }).click();
  await look();
  await page.getByRole('button', { name: '关闭' }).click();
  await enterDocument(page, someone);
  await look();
  await page.getByRole('button', { name: /核酸/ }).click();
  await look();
  await page.getByRole('button', { name: '完成' }).click();
  await sort(page, 'commuter');
  await lookAt(page);
  await page.getByRole('button', { name: /^放行/ }).waitFor();
  await look();
  await page.getByRole('button', { name: '其他判定…' }).click();
  await look();
  await page.getByRole('button', { name: '关闭' }).click();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('button', { name: /^Release/ })).toBeVisible();
  await look();
  await page.getByRole('button', { name: /^Release/ }).click();
  for (const name of [/^Recent/, /outbox/, /This phone/]) {
    await page.getByRole('link', { name }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await look();
    await page.goto(`${page.url().split('#')[0]}#/`);
  }
});
