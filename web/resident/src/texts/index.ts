import { createTexts } from '@redvest/shared';
import { zh } from './zh.ts';

export const texts = createTexts(zh, async () => (await import('./en.ts')).en);
