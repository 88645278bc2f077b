import { constants } from 'node:fs';
import { copyFile, link, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder, writeTemporary } from './atomic-file.ts';
import type { WriteOptions } from './state-store.ts';

/*
 * An object is a folder with one file for each write, `1.json`, `2.json`, …: the highest counts, one that says `removed` means that
 * there is no object. Creating a file under a name that is not taken is the one operation that file systems do for exactly one of several
 * processes, so the number is the version and its creation the comparison. Older files stay for a minute: whoever is late finds the number that
 * it wants to create taken, also when several others have written in the meantime. A writer that was held up for longer cannot tell whether
 * its number was the next one or one that was cleared away, and has lost unless it is still the highest.
 */

const GENERATION = /^(\d+)\.json$/;
// A temporary file this old was left behind by a process that was killed.
const ABANDONED_MS = 10 * 60_000;
const KEPT_MS = 60_000;
// Half of it: clocks and file times are not that exact.
const CERTAIN_MS = KEPT_MS / 2;

const REMOVED = 'removed\n';

export interface Generation {
  /** 0 where nothing was ever written. */
  readonly number: number;
  /** Undefined where there is no object: never written, or removed. */
  readonly text: string | undefined;
}

export async function latestGeneration(folder: string): Promise<Generation> {
  for (;;) {
    const number = Math.max(0, ...(await generations(folder)));
    if (number === 0) return { number, text: undefined };
    const text = await readFile(generationFile(folder, number), 'utf8').catch(ignoreMissing);
    // Missing: a newer one has just replaced it.
    if (text !== undefined) return { number, text: text === REMOVED ? undefined : text };
  }
}

/** Writes the next generation, which says `removed` for an undefined text. Undefined where `ifVersion` does not hold. */
export async function writeGeneration(
  folder: string,
  text: string | undefined,
  options: WriteOptions,
): Promise<string | undefined> {
  const { ifVersion, durable = true } = options;
  for (;;) {
    const began = Date.now();
    const current = await latestGeneration(folder);
    if (ifVersion !== undefined && ifVersion !== (current.text === undefined ? null : String(current.number)))
      return undefined;
    const number = current.number + 1;
    const created = await create(folder, number, text ?? REMOVED, durable);
    const isNext = created && (Date.now() - began < CERTAIN_MS || Math.max(...(await generations(folder))) === number);
    if (isNext) {
      if (durable) await syncFolder(folder);
      await removeOlder(folder, number);
      return String(number);
    }
    // Others were faster.
    if (ifVersion !== undefined) return undefined;
  }
}

async function create(folder: string, number: number, text: string, durable: boolean): Promise<boolean> {
  const temporary = await writeTemporary(folder, String(number), text, durable);
  try {
    await link(temporary, generationFile(folder, number));
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // File systems without hard links: still exclusive, though a reader might see the copy half done.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    return await copyFile(temporary, generationFile(folder, number), constants.COPYFILE_EXCL).then(
      () => true,
      (copyError: NodeJS.ErrnoException) => {
        if (copyError.code === 'EEXIST') return false;
        throw copyError;
      },
    );
  } finally {
    await rm(temporary, { force: true });
  }
}

async function removeOlder(folder: string, number: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const older = Number(GENERATION.exec(name)?.[1] ?? Infinity) < number;
    const limit = older ? KEPT_MS : name.endsWith('.tmp') ? ABANDONED_MS : Infinity;
    if (limit < Infinity && (await isOlderThan(path, limit))) await rm(path, { force: true });
  }
}

async function isOlderThan(path: string, milliseconds: number): Promise<boolean> {
  const found = await stat(path).catch(ignoreMissing);
  return found !== undefined && Date.now() - found.mtimeMs > milliseconds;
}

async function generations(folder: string): Promise<number[]> {
  const names = (await readdir(folder).catch(ignoreMissing)) ?? [];
  return names.flatMap((name) => Number(GENERATION.exec(name)?.[1] ?? []));
}

export function generationFile(folder: string, number: number): string {
  return join(folder, `${number}.json`);
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}
