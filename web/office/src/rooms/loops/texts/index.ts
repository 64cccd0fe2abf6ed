import { createTexts } from '@redvest/shared';
import { zh } from './zh';

export const loopTexts = createTexts(zh, async () => (await import('./en')).en);
