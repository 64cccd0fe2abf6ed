import { createTexts } from '@redvest/shared';
import { zh } from './zh';

export const queueTexts = createTexts(zh, async () => (await import('./en')).en);
