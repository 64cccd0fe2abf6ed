import type { Page } from '@playwright/test';
import { expect, faultsOf, test } from './fixtures.ts';
import { OfficeApi, type PostRow } from './office-api.ts';
import { aResident, aStranger } from './people.ts';
import { enterDocument, enterPlate, pin, setUp, unlock } from './phone.ts';
import type { TestServer } from './server.ts';

const villager = aResident(4);
const driver = aStranger(4);

const villageOf = async (hq: OfficeApi): Promise<PostRow> => {
  const found = (await hq.posts()).find(({ kind }) => kind === 'village-road');
  if (!found) throw new Error('The demo has no village post.');
  return found;
};
const atVillage = async (server: TestServer): Promise<{ hq: OfficeApi; village: PostRow; code: string }> => {
  const hq = await OfficeApi.signIn(server, 'Headquarters');
  const village = await villageOf(hq);
  return { hq, village, code: await hq.enrolmentCode(village.id) };
};
const allGood = (page: Page): Promise<void> => page.getByRole('button', { name: /全部正常/ }).click();
const release = (page: Page): Promise<void> => page.getByRole('button', { name: /^放行/ }).click();

test('an offline night at a village post: a reboot, people and cars, a lane closed and opened; in the morning the office has all of it', async ({
  aPhone,
  server,
}) => {
  const { hq, village, code } = await atVillage(server);
  const phone = aPhone();
  const evening = await phone.open();
  await setUp(evening, code);
  await evening.getByRole('button', { name: '出', exact: true }).click();
  await enterDocument(evening, villager);
  await allGood(evening);
  await release(evening);
  await expect.poll(async () => (await hq.passagesOf(village.id)).length).toBe(1);
  // The night begins: no network, and the phone goes off.
  await server.kill();
  await phone.close();

  const night = await phone.open();
  await unlock(night);
  await expect(night.getByText(/离线 自/)).toBeVisible();
  // A villager comes home on foot.
  await enterDocument(night, villager);
  await expect(night.getByText(/看健康码：/)).toBeVisible();
  await allGood(night);
  await expect(night.getByText(/中心未核验/)).toBeVisible();
  await release(night);
  // A car with a guest, whose mask hangs under the chin; it is disinfected.
  await enterPlate(night, '晋GV1001');
  await enterDocument(night, driver);
  await night.getByRole('group', { name: /^口罩/ }).getByRole('button', { name: '否' }).click();
  await night.getByRole('button', { name: '访客' }).click();
  await night.getByRole('button', { name: '车辆已消毒' }).click();
  await allGood(night);
  await night.getByRole('button', { name: '其他判定…' }).click();
  await night.getByRole('button', { name: '放行', exact: true }).first().click();
  await night.getByRole('button', { name: '值班长决定' }).click();
  await night.getByRole('button', { name: '确认判定' }).click();
  // Nobody comes between two and five: the lane is closed, and opened again.
  await night.getByRole('link', { name: '车道开关' }).click();
  await night.getByRole('button', { name: '关闭车道' }).click();
  await expect(night.getByText('关闭', { exact: true })).toBeVisible();
  await night.getByRole('link', { name: '返回' }).click();
  await expect(night.getByText('本车道已关闭')).toBeVisible();
  await night.getByRole('button', { name: '开放车道' }).click();
  await expect(night.getByText('本车道已关闭')).toBeHidden();
  await expect(night.getByText(/^待发/)).toBeVisible();

  await server.start();
  await night.getByRole('link', { name: /发件箱/ }).click();
  await night.getByRole('button', { name: '立即发送' }).click();
  await expect(night.getByText('全部记录都已送达中心。')).toBeVisible({ timeout: 70_000 });

  const passed = await hq.passagesOf(village.id);
  expect(passed.map(({ plate, persons, verdict, direction }) => [plate, persons, verdict, direction]).sort()).toEqual(
    [
      [null, 1, 'release', 'out'],
      [null, 1, 'release', 'in'],
      ['晋GV1001', 1, 'release', 'in'],
    ].sort(),
  );
  expect((await hq.passagesOf(village.id, '&flag=visitor')).map(({ plate }) => plate)).toEqual(['晋GV1001']);
  expect((await hq.passagesOf(village.id, '&flag=disinfected')).map(({ plate }) => plate)).toEqual(['晋GV1001']);
  expect((await hq.passagesOf(village.id, '&failed=mask')).map(({ plate }) => plate)).toEqual(['晋GV1001']);
  const lane = (await villageOf(hq)).lanes[0];
  expect(lane?.open).toBe(true);
  expect(lane?.since).not.toBeNull();
});

/** A pair of hands that knows nothing but what is written on the screen, and counts what it does. */
class Hands {
  done = 0;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async tap(name: string | RegExp): Promise<void> {
    await this.page
      .getByRole('button', { name, exact: typeof name === 'string' })
      .first()
      .click();
    this.done++;
  }

  async write(label: string, text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: label }).or(this.page.getByLabel(label)).first().fill(text);
    this.done++;
  }
}

/** From the scanned enrolment code to the first person: what a seconded officer does in the first minutes. */
const firstCheck = async (page: Page, look: readonly RegExp[]): Promise<number> => {
  const hands = new Hands(page);
  await hands.tap('登记');
  await hands.write('新密码', pin);
  await hands.write('再输一次', pin);
  await hands.tap('设置密码');
  await page.getByRole('heading', { name: '谁在值守？' }).waitFor();
  await page.getByRole('main').getByRole('listitem').first().getByRole('button').click();
  hands.done++;
  await hands.tap(/1 号车道/);
  await hands.tap('证件');
  await hands.write('证件号', villager);
  await hands.tap('使用此证件');
  for (const words of look) await hands.tap(words);
  await page.locator('button.give').click();
  hands.done++;
  await expect(page.getByText('1 人次')).toBeVisible();
  return hands.done;
};

test('hands that know only the labels do the first check within twelve acts, on the road and in the village', async ({
  aPhone,
  office,
  server,
}) => {
  const road = await firstCheck(await aPhone().open(`#enrol=${await office.enrolmentCode()}`), [/全部正常/]);
  const { code } = await atVillage(server);
  const village = await firstCheck(await aPhone().open(`#enrol=${code}`), [/全部正常/]);
  expect([road, village].every((acts) => acts <= 12)).toBe(true);
});

test('the gate on a phone has no serious fault for people who cannot see, hear or point well', async ({
  aPhone,
  server,
}, info) => {
  const { code } = await atVillage(server);
  const page = await aPhone({ viewport: { width: 390, height: 844 } }).open();
  await setUp(page, code);
  await enterPlate(page, '晋GV2002');
  await enterDocument(page, villager);
  await page.getByRole('group', { name: /^口罩/ }).getByRole('button', { name: '否' }).click();
  expect(await faultsOf(page)).toEqual([]);
  await page.screenshot({ path: info.outputPath('gate.png') });
  await page.getByRole('button', { name: /全部正常/ }).click();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: '放弃本次' }).click();
  await page.getByRole('button', { name: '确定放弃？' }).click();
  await page.getByRole('link', { name: '车道开关' }).click();
  expect(await faultsOf(page)).toEqual([]);
});
