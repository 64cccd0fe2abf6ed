import { createTexts } from '@redvest/shared';
import { zh } from './zh';

export const freightTexts = createTexts(zh, async () => (await import('./en')).en);
