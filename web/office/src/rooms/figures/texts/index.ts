import { createTexts } from '@redvest/shared';
import { zh } from './zh';

export const figureTexts = createTexts(zh, async () => (await import('./en')).en);
