import { createTexts } from '@redvest/shared';
import { zh } from './zh';

export const texts = createTexts(zh, async () => (await import('./en')).en);
