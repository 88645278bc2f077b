export { contractWarnings } from './breaking-changes.ts';
export { changesSince } from './compare.ts';
export { columnChanges, describeChange, isBreaking, type ColumnChange } from './contract-changes.ts';
export type { EarlierMacro, EarlierManifest, EarlierNode } from './earlier.ts';
export type { ContractColumn, Digest, Fingerprints, NodePrint, ProjectPrint } from './fingerprint.ts';
export { printProject, type PrintInput } from './print-project.ts';
export { writtenConfig } from './written-config.ts';
