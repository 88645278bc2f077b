import { createHash } from 'node:crypto';
import { join } from 'node:path';

// Most file systems take 255 bytes a name.
const MAX_NAME = 200;
const EMPTY = '%';

/** The path of a key below a folder: each word one name, safe on every file system, also where case does not count. */
export function keyPath(folder: string, key: string): string {
  return join(folder, ...keyNames(key));
}

/** The names of a key's words. None is `.` or `..`, begins with a dot, holds a slash, or ends in `.json` or `.jsonl`. */
export function keyNames(key: string): string[] {
  return key.split('/').map(fileName);
}

/** The word that a name was made from; for a word that was too long its shortened form. */
export function keyWord(name: string): string {
  if (name === EMPTY) return '';
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

// A leading dot, `7.json` and `x.jsonl` would be mistaken for the store's own files, `..` for a folder above.
function fileName(word: string): string {
  const safe = [...new TextEncoder().encode(word)]
    .map(encodeByte)
    .join('')
    .replace(/^\.|\.(?=jsonl?$)/g, '%2E');
  if (safe.length <= MAX_NAME) return safe === '' ? EMPTY : safe;
  const hash = createHash('sha256').update(word).digest('hex').slice(0, 24);
  return `${safe.slice(0, MAX_NAME).replace(/%.?$/, '')}-${hash}`;
}

function encodeByte(byte: number): string {
  const character = String.fromCharCode(byte);
  return /[a-z0-9._-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
