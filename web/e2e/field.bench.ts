import type { Page } from '@playwright/test';
import { aLaboratory, aNegativeTest } from './codes.ts';
import { test } from './fixtures.ts';
import { OfficeApi } from './office-api.ts';
import { aResident } from './people.ts';
import { enterDocument, enterPlate, lookAt, setUp, sort, unlock } from './phone.ts';

/** An old phone: a quarter of this machine's speed. */
const slower = 4;
/** The lane waits this long for quick taps to come to rest (lane.ts). */
const settleMs = 300;
const rounds = 7;

const throttle = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
};

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

test('cold start without a network, and a verdict on the phone', async ({ aPhone, office, server }) => {
  const phone = aPhone();
  await setUp(await phone.open(), await office.enrolmentCode());
  await phone.close();
  await server.kill();

  const starts: number[] = [];
  let page = await phone.open();
  for (let round = 0; round < rounds; round++) {
    await throttle(page);
    const began = Date.now();
    await page.reload();
    await page.getByLabel('密码').waitFor();
    starts.push(Date.now() - began);
    await phone.close();
    page = await phone.open();
  }

  await throttle(page);
  await unlock(page);
  await page.getByText(/离线 自/).waitFor();
  const verdicts: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await enterPlate(page, `晋GB100${round}`);
    await enterDocument(page, '141198194207048919');
    await sort(page, 'commuter');
    // Measured inside the page: from the last tap to the frame in which the verdict stands there.
    verdicts.push(
      await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const began = performance.now();
            const button = [...document.querySelectorAll('button')].find((one) => one.textContent.includes('36.5'));
            button?.click();
            const look = (): void => {
              if (document.querySelector('.give')) resolve(performance.now() - began);
              else requestAnimationFrame(look);
            };
            look();
          }),
      ),
    );
    await page.getByRole('button', { name: /^放行/ }).click();
  }
  console.log(`CPU ${slower} times slower, median of ${rounds}:`);
  console.log(`  cold start without a network, until the PIN can be typed: ${median(starts)} ms`);
  console.log(`  verdict on the phone, after ${settleMs} ms of rest: ${Math.round(median(verdicts) - settleMs)} ms`);
  await server.start(); // for whoever measures next
});

test('from the text of a code to the verdict, without a network', async ({ aPhone, office, server }) => {
  const { own } = await aLaboratory();
  await (await OfficeApi.signIn(server, 'Administrator')).trust([own.trusted]);
  const page = await aPhone().open();
  await setUp(page, await office.enrolmentCode());
  await server.kill();
  await page.getByText(/离线 自/).waitFor({ timeout: 90_000 });
  await throttle(page);

  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await enterPlate(page, `晋GB200${round}`);
    await enterDocument(page, '141198198507218914');
    await sort(page, 'outside');
    await lookAt(page);
    // Nothing but the test is missing now: the last letter of the code decides.
    await page.getByRole('button', { name: /^采样即走/ }).waitFor();
    times.push(
      await page.evaluate(
        (text) =>
          new Promise<number>((resolve) => {
            const type = (key: string): boolean =>
              document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
            Array.from(text).forEach(type);
            const began = performance.now();
            type('Enter');
            const look = (): void => {
              if (document.querySelector('.give.verdict-release')) resolve(performance.now() - began);
              else requestAnimationFrame(look);
            };
            look();
          }),
        await aNegativeTest(own, round),
      ),
    );
    await page.getByRole('button', { name: /^放行/ }).click();
  }
  console.log(`CPU ${slower} times slower, median of ${rounds}:`);
  console.log(`  from the text of a code to the frame with its verdict: ${Math.round(median(times))} ms`);
});

/** A reader types the text; resolves with the milliseconds until the frame in which `sign` stands, after it had gone if it stood there before. */
const scanUntil = (page: Page, text: string, sign: string): Promise<number> =>
  page.evaluate(
    ([typed, selector]) =>
      new Promise<number>((resolve) => {
        const type = (key: string): boolean =>
          document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        const before = document.querySelector(selector);
        Array.from(typed).forEach(type);
        const began = performance.now();
        type('Enter');
        const look = (): void => {
          const now = document.querySelector(selector);
          if (now && now !== before) resolve(performance.now() - began);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    [text, sign] as const,
  );

test('a known car with a commuter pass and a usual passenger, with the centre', async ({ aPhone, office, server }) => {
  const plate = '晋GD70707';
  const head = await OfficeApi.signIn(server, 'PostHead');
  const code = await head.issuePass({ number: aResident(70), name: '谢振东', plate });
  const page = await aPhone().open();
  await setUp(page, await office.enrolmentCode());
  await enterPlate(page, plate);
  const people = page.getByRole('main').getByRole('listitem');
  await people.nth(0).waitFor();
  await enterDocument(page, aResident(71));
  await lookAt(page, 0);
  await lookAt(page, 1);
  await page.locator('button.give').click();
  // From now on the car is known, with both of them in it.
  await page.getByText('车 1 辆').waitFor();
  await throttle(page);

  const [cars, verdicts]: [number[], number[]] = [[], []];
  let taps = 0;
  const tap = async (act: Promise<void>): Promise<void> => {
    await act;
    taps++;
  };
  for (let round = 0; round < rounds; round++) {
    taps = 0;
    cars.push(await scanUntil(page, plate, 'main li:nth-child(2)'));
    await tap(lookAt(page, 0));
    await tap(lookAt(page, 1));
    await page.locator('button.give').waitFor();
    verdicts.push(await scanUntil(page, code, 'button.give.verdict-release'));
    await tap(page.locator('button.give').click());
    await page.getByText(`车 ${round + 2} 辆`).waitFor();
  }
  console.log(`CPU ${slower} times slower, a real server on loopback, median of ${rounds}:`);
  console.log(`  taps for two people: ${taps}`);
  console.log(`  from the scan of the plate to its usual occupants: ${Math.round(median(cars))} ms`);
  console.log(`  from the scan of the pass to the card with its verdict: ${Math.round(median(verdicts))} ms`);
});
