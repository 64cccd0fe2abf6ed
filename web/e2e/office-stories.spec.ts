import type { Page } from '@playwright/test';
import { choose, expect, row, test } from './desk.ts';
import { aResident } from './people.ts';

const open = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
const dialog = (page: Page) => page.getByRole('dialog').filter({ visible: true });

test('a person is found masked, opened for a purpose, shown in full for another, and put right', async ({ desk }) => {
  const page = await desk('hq');
  const document = aResident(41);
  await open(page, '人员登记');
  await page.getByRole('button', { name: '登记一人' }).click();
  await dialog(page).getByLabel('证件号码').fill(document);
  await dialog(page).getByLabel('姓名').fill('演示登记');
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await expect(dialog(page)).toHaveCount(0);

  await page.getByLabel('完整证件号码').nth(1).fill(document);
  await page.getByRole('button', { name: '查找' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
  await page.getByLabel('用途').fill('核对登记信息');
  await page.getByRole('button', { name: '查找' }).click();
  await expect(page.getByText('找到 1 人。')).toBeVisible();
  expect(page.url()).not.toContain(document.slice(6, 14));
  const found = page.getByRole('status').locator('xpath=following-sibling::table[1]').getByRole('row').nth(1);
  await expect(found).toContainText(`…${document.slice(-4)}`);
  await expect(page.getByRole('main')).not.toContainText('演示登记');
  await found.getByRole('link').click();

  await expect(page.getByText('打开之前，请写明用途')).toBeVisible();
  await page.getByLabel('用途').fill('核对登记信息');
  await page.getByRole('button', { name: '打开' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('演示登记');
  await expect(page.getByRole('main')).not.toContainText(document);
  await page.getByRole('button', { name: '显示证件号码' }).click();
  await dialog(page).getByLabel('用途').fill('与本人证件核对');
  await dialog(page).getByRole('button', { name: '打开' }).click();
  await expect(page.getByRole('main')).toContainText(document);

  await page.getByRole('button', { name: '更正姓名或电话' }).click();
  await dialog(page).getByLabel('姓名').fill('演示更正');
  await dialog(page).getByLabel('理由').fill('登记时写错');
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('演示更正');

  // Who looked, and why, is told at once.
  await open(page, '操作记录');
  for (const [said, why] of [
    ['更正了一个人的登记', '登记时写错'],
    ['证件号码', '与本人证件核对'],
  ] as const) {
    const told = row(page, said).first();
    await expect(told).toContainText('演示·指挥部');
    await expect(told).toContainText(why);
  }
});

test('a list with faults is checked without writing, its good rows are written, and a second one is stopped', async ({
  desk,
}) => {
  const page = await desk('hq');
  const wrong = aResident(42).slice(0, 17) + (aResident(42).endsWith('0') ? '1' : '0');
  const list = (first: number, ...more: string[]) =>
    Buffer.from(
      ['姓名,身份证号,手机', `演示导入甲,${aResident(first)},`, `演示导入乙,${aResident(first + 1)},`, ...more].join(
        '\n',
      ),
    );
  const bring = async (name: string, buffer: Buffer): Promise<void> => {
    await open(page, '导入名单');
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
    await page.getByRole('button', { name: '核对（不写入）' }).click();
    await expect(page.getByText('已核对，待导入')).toBeVisible();
  };

  await bring('居民.csv', list(43, `演示导入丙,${wrong},`, `演示导入甲,${aResident(43)},`));
  await expect(page.getByText('身份证号的校验位不对，请核对')).toBeVisible();
  await expect(page.getByText('与第 2 行重复')).toBeVisible();
  await page.getByRole('button', { name: '导入 2 行' }).click();
  await expect(page.getByText('已完成')).toBeVisible();
  const rejects = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载未导入的行' }).click();
  expect((await rejects).suggestedFilename()).toMatch(/\.xlsx$/);

  await bring('又一份.csv', list(45));
  await page.getByRole('button', { name: '停止' }).click();
  await expect(page.getByText('已停止')).toBeVisible();
  await open(page, '导入名单');
  await expect(row(page, '又一份.csv')).toContainText('已停止');
  await expect(row(page, '居民.csv')).toContainText('新增 2');
});

test('somebody is seconded to a post, moved and sent back, and the numbers follow', async ({ desk }) => {
  const page = await desk('head');
  await open(page, '派驻人员');
  const staff = page.getByRole('table').first().getByRole('row').nth(1).getByRole('cell').first();
  await expect(staff).toHaveText(/^\d+$/); // the numbers have come
  const before = Number(await staff.textContent());
  await page.getByRole('button', { name: '派驻人员' }).click();
  await dialog(page)
    .getByLabel(/^\*?姓名$/)
    .fill('演示·抽调');
  await choose(dialog(page), '派出单位', /县税务局/);
  await choose(dialog(page), '岗位', /采样/);
  await dialog(page).getByRole('button', { name: '派驻', exact: true }).click();
  await expect(staff).toHaveText(String(before + 1));

  await page.getByLabel('按姓名查找').fill('演示·抽调');
  const one = row(page, '演示·抽调');
  await expect(one).toContainText('采样');
  await one.getByRole('button', { name: /^调动/ }).click();
  await choose(dialog(page), '岗位', /登记/);
  await dialog(page).getByRole('button', { name: '调动', exact: true }).click();
  await expect(one).toContainText('登记');
  await expect(staff).toHaveText(String(before + 1));
  await one.getByRole('button', { name: /回原单位$/ }).click();
  await dialog(page).getByLabel('理由').fill('任务结束');
  await dialog(page).getByRole('button', { name: '结束派驻' }).click();
  await expect(one).toHaveCount(0);
  await expect(staff).toHaveText(String(before));
});

test('a post is set up with a lane and a station, and its gate is given to it', async ({ desk }) => {
  const page = await desk('hq');
  await open(page, '卡口与站点');
  await page.getByRole('button', { name: '新设卡口' }).click();
  await dialog(page).getByLabel('中文名').fill('演示·段村卡口');
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('heading', { name: '演示·段村卡口' })).toBeVisible();
  await page.getByRole('button', { name: '添加车道' }).click();
  await dialog(page).getByLabel('中文名').fill('村东头');
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await expect(row(page, '村东头')).toContainText('进');
  await page.getByRole('button', { name: '添加站点' }).click();
  await dialog(page).getByLabel('中文名').fill('采样棚');
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await expect(row(page, '采样棚')).toBeVisible();

  await open(page, '查验模板');
  await row(page, '演示·段村卡口').getByRole('button', { name: '换模板' }).click();
  await choose(dialog(page), '模板', /四查一测/);
  await dialog(page).getByRole('button', { name: '保存' }).click();
  await expect(row(page, '演示·段村卡口')).toContainText('四查一测');
});

test('an incident says who answers and how long they have, on the log and on the board', async ({ desk }) => {
  const page = await desk('head');
  await open(page, '值班日志');
  await page.getByRole('button', { name: '记一条' }).click();
  await choose(dialog(page), '类别', /^事件$/);
  await choose(dialog(page), '级别', /^2 级/);
  await dialog(page).getByLabel('内容').fill('演示：二道堵车');
  await dialog(page).getByRole('button', { name: '记下' }).click();
  const incident = page.getByRole('article').filter({ hasText: '演示：二道堵车' });
  await expect(incident).toContainText('卡口负责人负责');
  await expect(incident.getByRole('timer')).toHaveText(/^(10:00|9:\d\d)$/);
  await expect(incident).toContainText(/前无人确认，转县指挥部/);

  await open(page, '实时看板');
  await expect(page.getByText('演示：二道堵车')).toBeVisible();
  await expect(page.getByRole('timer').first()).toBeVisible();
  await page.getByRole('link', { name: '看日志' }).click();
  await incident.getByRole('button', { name: '确认收到' }).click();
  await expect(incident.getByText(/演示·夏家营站长已确认/)).toBeVisible();
  await expect(incident.getByRole('timer')).toHaveCount(0);
  await incident.getByRole('button', { name: '了结' }).click();
  await dialog(page).getByRole('textbox').fill('早一刻钟开三道');
  await dialog(page).getByRole('button', { name: '记下' }).click();
  await expect(incident).toContainText('已结');

  // The county's own limits, and back.
  const limits = page.getByRole('region', { name: '升级时限' });
  for (const minutes of ['15', '10']) {
    await limits.getByRole('button', { name: '修改时限' }).click();
    await limits.getByLabel('卡口负责人：几分钟内确认').fill(minutes);
    await limits.getByRole('button', { name: '保存' }).click();
    await expect(limits).toContainText(`${minutes} 分钟内确认`);
  }
});
