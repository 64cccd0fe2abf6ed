import { createTexts } from '../../language.ts';
import { zh } from './zh.ts';

export const explainTexts = createTexts(zh, async () => (await import('./en.ts')).en);
