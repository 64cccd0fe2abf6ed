import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium, expect, type Page } from '@playwright/test';
import { hostName, type TestServer } from './server.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** A phone that installed the county's authority, as `/install` tells its owner to. */
const trust = (home: string, authority: string): void => {
  const store = join(home, '.pki', 'nssdb');
  mkdirSync(store, { recursive: true });
  execFileSync('certutil', ['-d', `sql:${store}`, '-N', '--empty-password']);
  execFileSync('certutil', ['-d', `sql:${store}`, '-A', '-t', 'C,,', '-n', 'county', '-i', authority]);
};

/** `REDVEST_SLOW=6` makes every phone six times slower and its answers late, each by another time: what is only fast enough here fails here. */
const slowDown = async (context: BrowserContext, page: Page): Promise<void> => {
  const rate = Number(process.env.REDVEST_SLOW ?? 1);
  if (rate <= 1) return;
  await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate });
  await page.route('**/api/v1/**', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * rate * 300));
    await route.continue().catch(() => undefined);
  });
};

export interface PhoneOptions {
  /** A folder of the phone's own: its profile survives closing the browser. */
  readonly folder: string;
  /** What the camera sees: a motion JPEG. */
  readonly camera?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** One phone with a browser of its own. Closing and opening it again is a cold start. */
export class Phone {
  readonly server: TestServer;
  private readonly options: PhoneOptions;
  private context: BrowserContext | null = null;

  constructor(server: TestServer, options: PhoneOptions) {
    this.server = server;
    this.options = options;
    mkdirSync(options.folder, { recursive: true });
    trust(options.folder, server.authority);
  }

  async open(hash = ''): Promise<Page> {
    const { folder, camera, viewport = { width: 360, height: 740 } } = this.options;
    const args = [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--host-resolver-rules=MAP ${hostName} 127.0.0.1`,
    ];
    if (camera) args.push(`--use-file-for-fake-video-capture=${camera}`);
    this.context = await chromium.launchPersistentContext(join(folder, 'profile'), {
      executablePath,
      args,
      viewport,
      locale: 'zh-CN',
      permissions: ['camera'],
      env: { ...process.env, HOME: folder },
    });
    const page = this.context.pages()[0] ?? (await this.context.newPage());
    await slowDown(this.context, page);
    page.on('pageerror', (error) => {
      throw error;
    });
    // Whoever begins a shift in which the rules are new reads and confirms them first.
    await page.addLocatorHandler(page.getByRole('heading', { name: '规则有变化' }), () =>
      page.getByRole('button', { name: '我已读，照此执行' }).click(),
    );
    await page.goto(`${this.server.phones}/field/${hash}`);
    return page;
  }

  async close(): Promise<void> {
    await this.context?.close();
    this.context = null;
  }
}

export const pin = '246801';

/** From the first visit to an open lane: the code, a PIN, who is here, which lane. */
export const setUp = async (page: Page, code: string): Promise<void> => {
  await page.getByLabel('登记码').fill(code);
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByLabel('新密码').fill(pin);
  await page.getByLabel('再输一次').fill(pin);
  await page.getByRole('button', { name: '设置密码' }).click();
  await page.getByRole('heading', { name: '谁在值守？' }).waitFor();
  await page.getByRole('main').getByRole('listitem').first().getByRole('button').click();
  await page.getByRole('button', { name: '1 号车道' }).click();
  await expect(page.getByText('已连接')).toBeVisible();
  // From now on the phone starts without a network.
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
};

export const unlock = async (page: Page): Promise<void> => {
  await page.getByLabel('密码').fill(pin);
  await page.getByRole('button', { name: '解锁' }).click();
};

export const enterPlate = async (page: Page, plate: string): Promise<void> => {
  await page.getByRole('button', { name: '车牌', exact: true }).click();
  await page.getByRole('textbox', { name: '车牌' }).fill(plate);
  await page.getByRole('button', { name: '使用此车牌' }).click();
};

export const enterDocument = async (page: Page, number: string): Promise<void> => {
  await page.getByRole('button', { name: '证件', exact: true }).click();
  await page.getByRole('textbox', { name: '证件号' }).fill(number);
  await page.getByRole('button', { name: '使用此证件' }).click();
};

/** How the car is sorted at the booth. */
export const sort = async (page: Page, category: string): Promise<void> => {
  await page.getByLabel('类别').selectOption(category);
};

/** All that the gate asks of one person is in order: one tap. */
export const lookAt = async (page: Page, nth = 0): Promise<void> => {
  const person = page.getByRole('main').getByRole('listitem').nth(nth);
  await person.getByRole('button', { name: /全部正常/ }).click();
};
