import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Memory } from '../compile/sql-compiler.ts';
import type { Outcome } from '../diagnostics/index.ts';

/** Name of the file in the target folder. */
export const COMPILE_MEMORY = 'compile_memory.json';

/** Answers that depend on their inputs alone, kept from command to command: what was compiled once is read, not made again. */
export interface CompileMemory extends Memory {
  /**
   * The answer to these inputs, which are all that it depends on: the one that is remembered, else that of `work`. It is kept where it has a
   * value and no secret in it. Answers survive JSON.
   */
  readonly remember: <T>(inputs: readonly string[], work: () => Outcome<T>) => Outcome<T>;
  /** As `remember`, of work that takes its time. */
  readonly rememberLater: <T>(inputs: readonly string[], work: () => Promise<Outcome<T>>) => Promise<Outcome<T>>;
  /** Writes what is new; where it cannot be written, it is made again next time. */
  readonly save: () => void;
}

interface Stored {
  readonly version: string;
  /** Keys and answers, those used last at the end. */
  readonly entries: readonly (readonly [string, unknown])[];
}

const MAX_ENTRIES = 50_000;

export interface MemoryOptions {
  /** Of lakemodel: what another one has written is not read. */
  readonly version: string;
  /** Texts that no file may hold. */
  readonly secrets: readonly string[];
}

/** The memory in a target folder; empty where another version of lakemodel, or nobody, has written it. */
export function openCompileMemory(folder: string, { version, secrets }: MemoryOptions): CompileMemory {
  const isSecret = (value: unknown) => {
    const text = secrets.length === 0 ? '' : JSON.stringify(value);
    return secrets.some((secret) => secret !== '' && text.includes(JSON.stringify(secret).slice(1, -1)));
  };
  const entries = new Map(readEntries(join(folder, COMPILE_MEMORY), version));
  let changed = false;

  function known<T>(key: string): Outcome<T> | undefined {
    const outcome = entries.get(key) as Outcome<T> | undefined;
    if (outcome === undefined) return undefined;
    // Put at the end: those at the front are forgotten first.
    entries.delete(key);
    entries.set(key, outcome);
    return outcome;
  }

  function keep<T>(key: string, outcome: Outcome<T>): Outcome<T> {
    if (outcome.value === undefined || isSecret(outcome)) return outcome;
    changed = true;
    entries.set(key, outcome);
    return outcome;
  }

  return {
    remember: (inputs, work) => {
      const key = keyOf(inputs);
      return known(key) ?? keep(key, work());
    },
    rememberLater: async (inputs, work) => {
      const key = keyOf(inputs);
      return known(key) ?? keep(key, await work());
    },
    save: () => {
      if (changed) writeEntries(folder, { version, entries: [...entries].slice(-MAX_ENTRIES) });
      changed = false;
    },
  };
}

function keyOf(inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const input of inputs) hash.update(`${input.length}:${input}`);
  return hash.digest('base64url');
}

function readEntries(path: string, version: string): Stored['entries'] {
  try {
    const stored = JSON.parse(readFileSync(path, 'utf8')) as Partial<Stored> | null;
    return stored?.version === version && Array.isArray(stored.entries) ? stored.entries : [];
  } catch {
    // Missing, unreadable or damaged: then nothing is remembered.
    return [];
  }
}

function writeEntries(folder: string, stored: Stored): void {
  const path = join(folder, COMPILE_MEMORY);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(temporary, JSON.stringify(stored));
    renameSync(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}
