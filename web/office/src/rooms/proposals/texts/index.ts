import { createTexts } from '@redvest/shared';
import { zh } from './zh';

export const words = createTexts(zh, async () => (await import('./en')).en);
