import { createTexts } from '@redvest/shared';
import { zh } from './zh';

export const shiftTexts = createTexts(zh, async () => (await import('./en')).en);
