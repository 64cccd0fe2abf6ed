import type { Page } from '@playwright/test';
import { expect, faultsOf, test } from './desk.ts';

const desk = { width: 1366, height: 768 };
const phone = { width: 390, height: 844 };

/** What the office shows whom; pages of one post stand under its address. */
const pages = {
  head: {
    ofPost: ['board', 'wall', 'passages', 'find', 'queue', 'yard', 'trips', 'shifts', 'log'],
    others: ['devices', 'devices/kept', 'posts', 'gates', 'passes/new', 'passes/boards', 'rules'],
  },
  hq: {
    ofPost: ['board', 'passages', 'log'],
    others: [
      'people',
      'vehicles',
      'households',
      'organisations',
      'places',
      'imports',
      'passes',
      'staff',
      'codes',
      'figures',
      'figures/one?key=entry.vehicles',
      'audit',
      'proposals',
    ],
  },
  admin: { ofPost: [], others: ['users', 'trust', 'posts', 'devices', 'rules', 'password', 'nothing-here'] },
} as const;

/** Words that nobody wrote for a reader: holes in a sentence, and keys that found no text. */
const holes = /\b(undefined|null|NaN)\b|\[object |\bproblem\.[a-z]|\{[a-z]+\}/;

/** Chinese letters where an English reader finds only words of the program: names of people and places are as they are. */
const untranslated = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('nav a, h1, thead th, main label, main button, main dt, .page-head + p.soft')]
      .filter((one) => !one.closest('[lang^="zh"]') && one.querySelector('[lang^="zh"]') === null)
      .map((one) => one.textContent.trim())
      .filter((text) => /\p{Script=Han}/u.test(text) && !/[A-Za-z]/.test(text)),
  );

const check = async (page: Page, name: string, language: 'zh' | 'en'): Promise<void> => {
  const at = `${name} ${language}`;
  await expect(page.locator('h1'), at).toHaveCount(1);
  await expect(page.locator('[aria-busy="true"]'), at).toHaveCount(0);
  expect(await page.locator('body').innerText(), at).not.toMatch(holes);
  if (language === 'en') expect.soft(await untranslated(page), at).toEqual([]);
  expect.soft(await faultsOf(page), at).toEqual([]);
  await page.setViewportSize(phone);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(over, `${at}: sideways on a phone`).toBe(0);
  await page.setViewportSize(desk);
};

for (const [who, { ofPost, others }] of Object.entries(pages))
  test(`each page that ${who} opens reads in both languages, at a desk and on a phone`, async ({
    desk: sitDown,
    office,
    server,
    drilled: _drilled,
  }) => {
    test.setTimeout(180_000);
    const page = await sitDown(who);
    await page.waitForURL((url) => !url.pathname.endsWith('/sign-in'));
    await page.setViewportSize(desk);
    const faults: string[] = [];
    page.on('console', (said) => {
      // A browser without trusted types says so; that is no fault of a page.
      if (said.type() === 'error' && !said.text().includes('TrustedTypePolicy'))
        faults.push(`${page.url()}: ${said.text()}`);
    });
    const { id } = await office.checkpoint();
    let language: 'zh' | 'en' = 'zh';
    for (const name of [...ofPost.map((one) => `checkpoints/${id}/${one}`), ...others]) {
      await page.goto(`${server.plain}/office/${name}`);
      await page.waitForLoadState('networkidle');
      await check(page, name, language);
      // One load for both: the page stays and changes its words, and the next one opens in them.
      language = language === 'zh' ? 'en' : 'zh';
      if (name.endsWith('/wall')) {
        await page.evaluate(
          (wanted) => localStorage.setItem('redvest-language', wanted),
          language === 'en' ? 'en' : 'zh-Hans',
        );
        await page.reload();
      } else await page.getByRole('button', { name: /^(English|中文)$/ }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', language === 'en' ? 'en' : 'zh-Hans');
      await check(page, name, language);
    }
    expect(faults).toEqual([]);
  });
