import { hash } from 'node:crypto';
import { join } from 'node:path';
import type { Answer, Memory, Question } from '../compile/memory.ts';
import type { Outcome } from '../diagnostics/index.ts';
import { openMemoryLog } from './memory-log.ts';

/** Names of the files in the target folder: what is compiled, and what few commands ask for. */
export const COMPILE_MEMORY = 'compile_memory.jsonl';
export const LINEAGE_MEMORY = 'lineage_memory.jsonl';

/** Answers that depend on their inputs alone, kept from command to command: what was compiled once is read, not made again. */
export interface CompileMemory extends Memory {
  /** As `remember`, of work that takes its time. */
  readonly rememberLater: <T>(inputs: readonly string[], work: () => Promise<Outcome<T>>) => Promise<Outcome<T>>;
  /** Writes what is new; where it cannot be written, it is made again next time. */
  readonly save: () => void;
}

export interface MemoryOptions {
  /** Of lakemodel: what another one has written is not read. */
  readonly version: string;
  /** Texts that no file may hold, asked for when it is written. */
  readonly secrets: () => readonly string[];
  /** By default `COMPILE_MEMORY`. */
  readonly file?: string;
}

/** An outcome, with the questions that were asked for it and digests of what they were answered. */
export interface MemoryEntry<T = unknown> extends Outcome<T> {
  readonly asked?: readonly (readonly [question: Question, digest: string])[];
}

/**
 * The memory in a target folder; empty where another version of lakemodel, or nobody, has written it. An answer is parsed when it is asked
 * for, and new ones are put behind: a command pays for what it uses.
 */
export function openCompileMemory(
  folder: string,
  { version, secrets, file = COMPILE_MEMORY }: MemoryOptions,
): CompileMemory {
  const log = openMemoryLog(join(folder, file), JSON.stringify({ version }));
  // As text: what is kept until the end takes less room than what it was made from.
  const fresh = new Map<string, string>();
  const used = new Set<string>();
  const entries: MemoryEntries = {
    get: (key) => parsed(fresh.get(key) ?? log.textOf(key)),
    used: (key) => void used.add(key),
    set: (key, entry) => void fresh.set(key, JSON.stringify(entry)),
  };
  return {
    ...memoryOver(entries),
    save: () => {
      const hidden = secrets().flatMap((secret) => (secret === '' ? [] : JSON.stringify(secret).slice(1, -1)));
      for (const [key, text] of fresh) if (hidden.some((secret) => text.includes(secret))) fresh.delete(key);
      if (fresh.size > 0) log.append(fresh, used);
      fresh.clear();
    },
  };
}

/** Reads entries that commands have left in a target folder, by their keys, and writes none. */
export function readCompileMemory(
  folder: string,
  { version, file = COMPILE_MEMORY }: Pick<MemoryOptions, 'version' | 'file'>,
): (key: string) => MemoryEntry | undefined {
  const log = openMemoryLog(join(folder, file), JSON.stringify({ version }));
  return (key) => parsed(log.textOf(key));
}

/** Where a memory keeps its entries. `used`: one held, and was taken for an answer. */
export interface MemoryEntries {
  readonly get: (key: string) => MemoryEntry | undefined;
  readonly used: (key: string) => void;
  readonly set: (key: string, entry: MemoryEntry) => void;
}

/** A memory that keeps its entries in a place of the caller's. */
export function memoryOver(entries: MemoryEntries): Omit<CompileMemory, 'save'> {
  function known<T>(key: string, answer: Answer<never> = () => undefined): MemoryEntry<T> | undefined {
    const entry = entries.get(key);
    for (const [question, print] of entry?.asked ?? []) {
      const now = answer(question as never);
      if (now === undefined || digest(now) !== print) return undefined;
    }
    if (entry) entries.used(key);
    return entry as MemoryEntry<T> | undefined;
  }

  function keep<T>(key: string, entry: MemoryEntry<T>): Outcome<T> {
    if (entry.value !== undefined) entries.set(key, entry);
    return entry;
  }

  const learn: Memory['learn'] = (inputs, answer, work) => {
    const asked = createQuestions(answer);
    const outcome = work(asked.ask);
    const list = asked.list();
    return list ? keep(keyOf(inputs), { ...outcome, asked: list }) : outcome;
  };

  return {
    digest,
    remember: (inputs, work) => {
      const key = keyOf(inputs);
      return known(key) ?? keep(key, work());
    },
    rememberLater: async (inputs, work) => {
      const key = keyOf(inputs);
      return known(key) ?? keep(key, await work());
    },
    rememberAsking: (inputs, answer, work) =>
      known<never>(keyOf(inputs), answer as Answer<never>) ?? learn(inputs, answer, work),
    learn,
  };
}

/** Collects what work asks, each question once. There is no list where one of them cannot be asked again. */
function createQuestions<Q extends Question>(answer: Answer<Q>) {
  const asked = new Map<string, readonly [Q, string]>();
  let isRepeatable = true;
  return {
    ask: (question: Q): void => {
      const text = JSON.stringify(question);
      if (!isRepeatable || asked.has(text)) return;
      const now = answer(question);
      if (now === undefined) isRepeatable = false;
      else asked.set(text, [question, digest(now)]);
    },
    list: () => (isRepeatable ? [...asked.values()] : undefined),
  };
}

function keyOf(inputs: readonly string[]): string {
  let text = '';
  for (const input of inputs) text += `${input.length}:${input}`;
  return hash('sha256', text, 'base64url');
}

/** 128 bits: no two texts share them by chance. */
function digest(text: string): string {
  return text.length < DIGEST_LENGTH ? text : hash('sha256', text, 'base64url').slice(0, DIGEST_LENGTH);
}
const DIGEST_LENGTH = 22;

// A line that a killed or a second process has left half written is no answer.
function parsed(line: string | undefined): MemoryEntry | undefined {
  if (line === undefined) return undefined;
  try {
    const entry = JSON.parse(line) as Partial<MemoryEntry> | null;
    return entry?.value !== undefined && Array.isArray(entry.diagnostics) ? (entry as MemoryEntry) : undefined;
  } catch {
    return undefined;
  }
}
