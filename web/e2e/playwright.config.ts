import { defineConfig } from '@playwright/test';

/** The whole program in a real browser: the built server, the built apps, nothing downloaded. `CHROMIUM` names the browser. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  preserveOutput: 'failures-only',
  reporter: 'list',
  use: {
    actionTimeout: 15_000,
    trace: 'retain-on-failure',
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium' },
  },
});
