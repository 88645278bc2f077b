import { mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diagnose, DiagnosticError } from '../diagnostics/index.ts';
import { generationFile, latestGeneration, writeGeneration } from './generations.ts';
import { appendJsonLines, readJsonLines } from './json-lines.ts';
import { keyPath, keyWord } from './key-path.ts';
import type { JsonValue } from '../project/project.ts';
import type { StateStore, StoredObject } from './state-store.ts';

/**
 * State in files of one folder. An object is a folder of generations (`models/dev/orders/7.json`), a log a file (`history/x.jsonl`).
 * Several processes may use it at once, and any may be killed at any time.
 */
export function createFileStore(folder: string): StateStore {
  const pathOf = (key: string) => keyPath(folder, key);
  const logOf = (key: string) => `${pathOf(key)}.jsonl`;
  return {
    read: (key) => guard(pathOf(key), () => readObject(pathOf(key))),
    write: (key, value, options = {}) =>
      guard(pathOf(key), () => writeGeneration(pathOf(key), `${JSON.stringify(value, null, 1)}\n`, options)),
    remove: (key, options = {}) =>
      guard(pathOf(key), async () => {
        const { text } = await latestGeneration(pathOf(key));
        if (text === undefined && options.ifVersion === undefined) return true;
        return (await writeGeneration(pathOf(key), undefined, options)) !== undefined;
      }),
    list: (prefix) =>
      guard(folder, async () => (await keysBelow(prefix === '' ? folder : pathOf(prefix), prefix)).sort()),
    append: (key, lines) =>
      guard(logOf(key), async () => {
        await mkdir(dirname(logOf(key)), { recursive: true });
        await appendJsonLines(logOf(key), lines);
      }),
    readLog: (key) => guard(logOf(key), () => readJsonLines(logOf(key))),
  };
}

async function readObject(path: string): Promise<StoredObject | undefined> {
  const { number, text } = await latestGeneration(path);
  if (text === undefined) return undefined;
  try {
    return { value: JSON.parse(text) as JsonValue, version: String(number) };
  } catch {
    throw new DiagnosticError([diagnose('state-corrupted', { file: generationFile(path, number) })]);
  }
}

async function keysBelow(path: string, key: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries.map(async (entry) => {
      const below = key === '' ? keyWord(entry.name) : `${key}/${keyWord(entry.name)}`;
      if (entry.isDirectory()) return await keysBelow(join(path, entry.name), below);
      return entry.name.endsWith('.jsonl') && !entry.name.startsWith('.') ? [below.slice(0, -'.jsonl'.length)] : [];
    }),
  );
  const own = (await latestGeneration(path)).text !== undefined ? [key] : [];
  return [...own, ...found.flat()];
}

async function guard<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DiagnosticError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new DiagnosticError([diagnose('state-unavailable', { path, reason: code ?? message })]);
  }
}
