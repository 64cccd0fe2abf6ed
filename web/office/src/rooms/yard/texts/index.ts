import { createTexts } from '@redvest/shared';
import { zh } from './zh';

export const yardTexts = createTexts(zh, async () => (await import('./en')).en);
