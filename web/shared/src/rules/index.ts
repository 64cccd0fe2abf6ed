export { levelOf, noLevel, type AreaEntry, type AreaList } from './areas.ts';
export { decide, propose, type Proposal, type RuleOutcome, type RuleTried, type Ruling } from './decide.ts';
export { explain, type Explained, type RuleSaid } from './explain.ts';
export { factPaths, factsVersion, type FactPath, type Facts } from './fact-list.ts';
export {
  documentOf,
  factsFor,
  parseDocument,
  type CertificateSaid,
  type CheckSaid,
  type OccupantSaid,
  type StandingSaid,
  type TripSaid,
} from './facts.ts';
export {
  loadPack,
  textOf,
  type AcceptedCertificates,
  type Pack,
  type Rule,
  type RuleKind,
  type Wording,
} from './pack.ts';
export { PackError } from './reader.ts';
