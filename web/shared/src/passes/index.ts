export { type HeldPass, type PassConditions, type PassState, passStateAt, type PassTerms } from './terms.ts';
