export * from './clock.ts';
export * from './language.ts';
export * from './masking.ts';
export * from './numbers.ts';
export * from './result.ts';
export * from './texts/index.ts';
export * from './unreachable.ts';
export * from './verdicts.ts';
