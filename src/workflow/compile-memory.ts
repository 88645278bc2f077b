import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Memory } from '../compile/sql-compiler.ts';
import type { Outcome } from '../diagnostics/index.ts';

/** Name of the file in the target folder. */
export const COMPILE_MEMORY = 'compile_memory.jsonl';

/** Answers that depend on their inputs alone, kept from command to command: what was compiled once is read, not made again. */
export interface CompileMemory extends Memory {
  /** As `remember`, of work that takes its time. */
  readonly rememberLater: <T>(inputs: readonly string[], work: () => Promise<Outcome<T>>) => Promise<Outcome<T>>;
  /** Writes what is new; where it cannot be written, it is made again next time. */
  readonly save: () => void;
}

const MAX_ENTRIES = 100_000;

export interface MemoryOptions {
  /** Of lakemodel: what another one has written is not read. */
  readonly version: string;
  /** Texts that no file may hold. */
  readonly secrets: readonly string[];
}

/**
 * The memory in a target folder; empty where another version of lakemodel, or nobody, has written it. Its file is a log: a line for the version,
 * then one for each answer. An answer is parsed when it is asked for, and new ones are put behind: a command pays for what it uses.
 */
export function openCompileMemory(folder: string, { version, secrets }: MemoryOptions): CompileMemory {
  const path = join(folder, COMPILE_MEMORY);
  const head = JSON.stringify({ version });
  const stored = readLines(path, head);
  const fresh = new Map<string, unknown>();
  const lines: string[] = [];

  function known<T>(key: string): Outcome<T> | undefined {
    const outcome = fresh.get(key) ?? parsed(stored.get(key));
    return outcome as Outcome<T> | undefined;
  }

  function keep<T>(key: string, outcome: Outcome<T>): Outcome<T> {
    if (outcome.value === undefined) return outcome;
    fresh.set(key, outcome);
    const text = JSON.stringify(outcome);
    if (!secrets.some((secret) => secret !== '' && text.includes(JSON.stringify(secret).slice(1, -1))))
      lines.push(key + text);
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
      if (lines.length === 0) return;
      const isFull = stored.size + lines.length > MAX_ENTRIES;
      if (stored.size === 0 || isFull) rewrite(folder, path, [head, ...lines, '']);
      else quietly(() => appendFileSync(path, `${lines.join('\n')}\n`));
      lines.length = 0;
    },
  };
}

const KEY_LENGTH = 43;

function keyOf(inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const input of inputs) hash.update(`${input.length}:${input}`);
  return hash.digest('base64url');
}

function readLines(path: string, head: string): ReadonlyMap<string, string> {
  const lines = new Map<string, string>();
  const text = quietly(() => readFileSync(path, 'utf8')) ?? '';
  if (!text.startsWith(`${head}\n`)) return lines;
  for (let start = head.length + 1; start < text.length;) {
    const end = text.indexOf('\n', start);
    if (end < 0) break;
    lines.set(text.slice(start, start + KEY_LENGTH), text.slice(start + KEY_LENGTH, end));
    start = end + 1;
  }
  return lines;
}

// A line that a killed or a second process has left half written is no answer.
function parsed(line: string | undefined): unknown {
  if (line === undefined) return undefined;
  try {
    const outcome = JSON.parse(line) as Partial<Outcome<unknown>> | null;
    return outcome?.value !== undefined && Array.isArray(outcome.diagnostics) ? outcome : undefined;
  } catch {
    return undefined;
  }
}

function rewrite(folder: string, path: string, lines: readonly string[]): void {
  const temporary = `${path}.${process.pid}.tmp`;
  quietly(() => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(temporary, lines.join('\n'));
    renameSync(temporary, path);
  });
}

/** What a file operation gives; undefined where the file system refuses it. */
function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}
