export type { Fields, HolderName, Kind, Test } from './entries.ts';
export type { PassRead } from './pass.ts';
export { type Against, readCode } from './read.ts';
export {
  type CodeOutcome, isSigned, outcomes, type Reading, type Requirement, type Step, type StepState, steps,
} from './reading.ts'; // prettier-ignore
export { readTrustList, type TrustedKey, type TrustList } from './trust.ts';
