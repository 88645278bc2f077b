export { writeFileAtomically } from './atomic-file.ts';
export { createFileStore } from './file-store.ts';
export { beginHistory, readHistory, type HistoryEntry, type HistoryRun } from './history.ts';
export { appendJsonLines, readJsonLines } from './json-lines.ts';
export {
  abandonBatch,
  beginBatch,
  commitBatch,
  readModelState,
  removeModelState,
  watermarkOf,
  withQueryId,
  writeModelState,
  type ModelKey,
  type ModelState,
  type PendingBatch,
  type StoredModelState,
  type Watermark,
} from './model-state.ts';
export { acquireLock, type LockHolder, type LockingProcess, type LockRequest, type RunLock } from './run-lock.ts';
export type { StateStore, StoredObject, WriteOptions } from './state-store.ts';
export { thisProcess } from './this-process.ts';
