import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';

/** Measures, asserts nothing: `npx playwright test --config e2e/bench.config.ts`. */
export default defineConfig({ ...tests, testMatch: '**/*.bench.ts', timeout: 300_000 });
