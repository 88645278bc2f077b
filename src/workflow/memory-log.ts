import { closeSync, mkdirSync, openSync, readFileSync, readSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Texts by keys in a file: a line that says who has written it, then one for each text, of which the last of a key counts. */
export interface MemoryLog {
  /** The file is read when the first text is asked for. */
  readonly textOf: (key: string) => string | undefined;
  /** Puts texts, which hold no newline, behind. Where the file has grown too long, only these and those of the keys in `used` stay. */
  readonly append: (texts: ReadonlyMap<string, string>, used: ReadonlySet<string>) => void;
}

/** Characters of each key, all of ASCII. */
export const KEY_LENGTH = 43;
const MAX_BYTES = 200_000_000;
const NEWLINE = 10;
/** How many lines are written at once: neither a system call for each, nor a second copy of all. */
const CHUNK = 500;

/** The log at a path; empty where its first line is not `head`, or it cannot be read. */
export function openMemoryLog(path: string, head: string): MemoryLog {
  let stored: ReturnType<typeof readLog> | undefined;
  const textOf = (key: string) => (stored ??= readLog(path, head))(key);
  return {
    textOf,
    append: (texts, used) => {
      if (isWhole(path, head)) {
        quietly(() => writeLines(path, 'a', linesOf(texts)));
        return;
      }
      const temporary = `${path}.${process.pid}.tmp`;
      const rest = [...used].flatMap((key) => (texts.has(key) ? [] : [[key, textOf(key) ?? ''] as const]));
      quietly(() => {
        mkdirSync(dirname(path), { recursive: true });
        writeLines(temporary, 'w', [head, ...linesOf(rest), ...linesOf(texts)]);
        renameSync(temporary, path);
      });
    },
  };
}

/** The texts of the file. It stays the bytes that were read until a text is asked for. */
function readLog(path: string, head: string): (key: string) => string | undefined {
  const bytes = quietly(() => readFileSync(path)) ?? Buffer.alloc(0);
  const starts = new Map<string, number>();
  const first = Buffer.byteLength(head) + 1;
  const isOurs = bytes.toString('utf8', 0, first) === `${head}\n`;
  for (let start = isOurs ? first : bytes.length; start < bytes.length;) {
    const end = bytes.indexOf(NEWLINE, start);
    if (end < 0) break;
    starts.set(bytes.toString('latin1', start, start + KEY_LENGTH), start + KEY_LENGTH);
    start = end + 1;
  }
  return (key) => {
    const start = starts.get(key);
    return start === undefined ? undefined : bytes.toString('utf8', start, bytes.indexOf(NEWLINE, start));
  };
}

/** Whether the file may grow: it begins with `head`, ends with a whole line and is not too long. */
function isWhole(path: string, head: string): boolean {
  const size = quietly(() => statSync(path).size) ?? 0;
  const length = Buffer.byteLength(head) + 1;
  if (size < length || size > MAX_BYTES) return false;
  const file = quietly(() => openSync(path, 'r'));
  if (file === undefined) return false;
  const bytes = Buffer.alloc(length + 1);
  readSync(file, bytes, 0, length, 0);
  readSync(file, bytes, length, 1, size - 1);
  closeSync(file);
  return bytes.toString() === `${head}\n\n`;
}

function linesOf(texts: Iterable<readonly [string, string]>): readonly string[] {
  return Array.from(texts, ([key, text]) => key + text);
}

function writeLines(path: string, flag: 'a' | 'w', lines: readonly string[]): void {
  const file = openSync(path, flag);
  try {
    for (let at = 0; at < lines.length; at += CHUNK) writeSync(file, `${lines.slice(at, at + CHUNK).join('\n')}\n`);
  } finally {
    closeSync(file);
  }
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
