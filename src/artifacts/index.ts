export { lineageArtifact, readLineage, writeLineage, type LineageFile } from './lineage.ts';
export { buildManifest, writeManifest, type ManifestInput } from './manifest.ts';
export { artifactMetadata, type InvocationInfo } from './metadata.ts';
export { retriedIds, type AdapterResponse, type NodeResult, type ResultStatus, type Timing } from './node-result.ts';
export { isFolder, readManifest } from './read-manifest.ts';
export { readRunResults, type RunResults, type StoredResult } from './read-run-results.ts';
export { startResults, type ResultsHeader, type ResultsJournal } from './run-results.ts';
export { secretsOf, stringifyWithout } from './secrets.ts';
