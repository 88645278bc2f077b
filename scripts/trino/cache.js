import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const UNFINISHED = 'unfinished-';
const ABANDONED_AFTER_MS = 24 * 3_600_000;

/** Where downloads are kept, outside of the repository. */
export function cacheFolder() {
  return process.env['LAKEMODEL_CACHE'] ?? join(homedir(), '.cache', 'lakemodel');
}

/**
 * A file or folder of the cache, whole or not there at all: made in a folder beside its place and moved, so that what is cut short leaves
 * nothing that looks whole, and of two processes that make it at once the later one takes what the other has made.
 * @param {string} name its name in the cache
 * @param {(folder: string) => string} make puts it into an empty folder and says where it lies there
 * @returns {string} its path
 */
export function makeWhole(name, make) {
  const target = join(cacheFolder(), name);
  if (existsSync(target)) return target;
  mkdirSync(cacheFolder(), { recursive: true });
  removeAbandoned();
  const folder = mkdtempSync(join(cacheFolder(), UNFINISHED));
  try {
    moveInto(target, make(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return target;
}

/** @param {string} target @param {string} made */
function moveInto(target, made) {
  try {
    renameSync(made, target);
  } catch (error) {
    // A folder is not moved over one that another process has put there meanwhile.
    if (!existsSync(target)) throw error;
  }
}

// What killed processes left behind.
function removeAbandoned() {
  for (const name of readdirSync(cacheFolder()).filter((found) => found.startsWith(UNFINISHED))) {
    const folder = join(cacheFolder(), name);
    const made = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - made > ABANDONED_AFTER_MS) rmSync(folder, { recursive: true, force: true });
  }
}
