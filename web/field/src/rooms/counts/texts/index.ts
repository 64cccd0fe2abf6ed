import { createTexts } from '@redvest/shared';
import { zh } from './zh.ts';

export const countsTexts = createTexts(zh, async () => (await import('./en.ts')).en);
