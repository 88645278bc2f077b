export { writeFileAtomically } from './atomic-file.ts';
export { createFileStore } from './file-store.ts';
export { beginHistory, readHistory, type HistoryEntry, type HistoryRun } from './history.ts';
export { appendJsonLines, readJsonLines } from './json-lines.ts';
export {
  abandonBatch,
  beginBatch,
  commitBatch,
  lockKey,
  modelStateVersion,
  readModelState,
  removeModelState,
  watermarkOf,
  writeModelState,
  type ModelKey,
  type ModelState,
  type PendingBatch,
  type StoredModelState,
  type Watermark,
} from './model-state.ts';
export {
  acquireLock,
  type LeftQuery,
  type LockHolder,
  type LockingProcess,
  type LockNote,
  type LockRequest,
  type RunLock,
} from './run-lock.ts';
export { createS3Store, openS3Store, s3Place } from './s3-store.ts';
export type { StateStore, StoredObject, WriteOptions } from './state-store.ts';
export { thisProcess } from './this-process.ts';
