import { createTexts } from '@redvest/shared';
import { zh } from './zh';

export const passTexts = createTexts(zh, async () => (await import('./en')).en);
