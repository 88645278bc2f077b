import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { FileText } from './cache/parse-cache.ts';
import { stampOf, type Stamp } from './cache/stamp.ts';
import type { Problems } from './problems.ts';

/** Texts that stand for what the disk holds, by path relative to the project with forward slashes. */
export type UnsavedTexts = ReadonlyMap<string, string>;

const NOTHING_UNSAVED: UnsavedTexts = new Map();

/** Names of the files directly in the project folder, saved or not; none where there is no such folder. */
export async function listTopFiles(projectDir: string, unsaved: UnsavedTexts = NOTHING_UNSAVED): Promise<string[]> {
  const names = (await readdir(projectDir).catch(absent)) ?? [];
  return [...new Set([...names, ...[...unsaved.keys()].filter((path) => !path.includes('/'))])];
}

/** Paths of all files under a folder of the project, sorted, relative to the project with forward slashes; undefined: no such folder. */
export async function listFiles(
  projectDir: string,
  folder: string,
  unsaved: UnsavedTexts = NOTHING_UNSAVED,
): Promise<string[] | undefined> {
  const root = folder.replace(/\\/g, '/').replace(/^\.\/|\/+$/g, '');
  const entries = await readdir(join(projectDir, root), { recursive: true, withFileTypes: true }).catch(absent);
  const added = unsavedBelow(root, unsaved);
  if (!entries) return added.length > 0 ? added.sort() : undefined;
  const prefix = join(projectDir, root);
  const folders = new Map<string, string | undefined>();
  const files: string[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.isDirectory()) continue;
    if (!folders.has(entry.parentPath)) folders.set(entry.parentPath, folderBelow(prefix, entry.parentPath, root));
    const parent = folders.get(entry.parentPath);
    if (parent !== undefined) files.push(parent + entry.name);
  }
  return (added.length > 0 ? [...new Set([...files, ...added])] : files).sort();
}

function unsavedBelow(root: string, unsaved: UnsavedTexts): string[] {
  const isHidden = (path: string) => path.split('/').some((part) => part.startsWith('.'));
  const below = [...unsaved.keys()].filter((path) => root === '' || path.startsWith(`${root}/`));
  return below.filter((path) => !isHidden(path.slice(root.length)));
}

/** A folder's path in the project, with a slash behind it; undefined where it, or one above it, is hidden. */
function folderBelow(prefix: string, folder: string, root: string): string | undefined {
  const below = relative(prefix, folder).replace(/\\/g, '/');
  if (below.split('/').some((part) => part.startsWith('.'))) return undefined;
  return [root, below].map((part) => (part === '' ? '' : `${part}/`)).join('');
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
}

/**
 * Reads a file as UTF-8, without its byte order mark; undefined (and a problem) where it cannot be. Reads are synchronous on purpose:
 * for 10,000 small files the thread pool's bookkeeping costs five times the reading (0.45 s against 0.09 s).
 */
export function readText(projectDir: string, path: string, problems: Problems): FileText | undefined {
  try {
    const { bytes, stamp } = readStamped(join(projectDir, path));
    const text = decodeText(bytes, path, problems);
    return text === undefined ? undefined : { text, stamp };
  } catch (error) {
    problems.report('file-unreadable', { file: path, reason: reasonOf(error as NodeJS.ErrnoException) }, path);
    return undefined;
  }
}

/** The stamp is older than the bytes: a write between the two shows as another stamp the next time. */
function readStamped(path: string): { readonly bytes: Buffer; readonly stamp: Stamp } {
  const file = openSync(path, 'r');
  try {
    const stamp = stampOf(fstatSync(file));
    return { bytes: readFileSync(file), stamp };
  } finally {
    closeSync(file);
  }
}

function decodeText(bytes: Buffer, path: string, problems: Problems): string | undefined {
  const text = bytes.toString('utf8');
  // A replacement character is either the file's own (then its bytes are there) or the trace of bytes that are not UTF-8.
  if (text.includes('\uFFFD') && !isUtf8Bytes(bytes)) {
    problems.report('file-not-utf8', { file: path }, path);
    return undefined;
  }
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function isUtf8Bytes(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'EACCES' || error.code === 'EPERM') return 'permission denied';
  if (error.code === 'ENOENT') return 'it does not exist';
  if (error.code === 'EISDIR') return 'it is a folder';
  return error.code ?? error.message;
}
