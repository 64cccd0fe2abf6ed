export { type CodeSaid, type CodeTone, isWorthNaming, sayCode, sayDetail, sayHolder } from './code.ts';
export { type SaidFact, sayFacts, sayParameter } from './facts.ts';
export { exactMinutes } from './lengths.ts';
export { explainTexts } from './texts/index.ts';
export { word } from './word.ts';
