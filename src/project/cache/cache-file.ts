import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ParsedTemplate } from '../../jinja/index.ts';
import type { Stamp } from './stamp.ts';

/** Name of the file in the target folder. */
export const PARSE_CACHE = 'parse_cache';

/** A file of the project as it was read. */
export interface CachedFile {
  /** Absent where only reading the file again tells whether it changed. */
  readonly stamp?: Stamp | undefined;
  readonly text: string;
  /** What the whole file calls, read as one template without a mistake; absent where nobody asked. */
  readonly calls?: ParsedTemplate | undefined;
}

/** Path, length of the text, stamp, calls. */
type Row = readonly [path: string, length: number, stamp: Stamp | null, calls: ParsedTemplate | null];

/**
 * Files by path, as another command left them; none where there is no cache, or it is damaged or of another version of lakemodel. The file is
 * a line with the version, a hash of what follows and the index's length; the index as JSON; the texts one after the other.
 */
export function readCacheFile(folder: string, version: string): ReadonlyMap<string, CachedFile> {
  try {
    const bytes = readFileSync(join(folder, PARSE_CACHE));
    const lineEnd = bytes.indexOf('\n');
    const [writtenBy, hash, indexLength] = bytes.toString('latin1', 0, lineEnd).split(' ');
    const body = bytes.subarray(lineEnd + 1);
    if (writtenBy !== version || hash !== hashOf([body])) return new Map();
    return unpack(JSON.parse(body.toString('utf8', 0, Number(indexLength))) as Row[], body, Number(indexLength));
  } catch {
    // Missing or unreadable: then nothing is remembered.
    return new Map();
  }
}

function unpack(rows: readonly Row[], body: Buffer, textsFrom: number): Map<string, CachedFile> {
  // All texts are parts of one: reading them costs no copies.
  const texts = body.toString('utf8', textsFrom);
  let at = 0;
  return new Map(
    rows.map(([path, length, stamp, calls]) => {
      const text = texts.slice(at, (at += length));
      return [path, { text, stamp: stamp ?? undefined, calls: calls ?? undefined }];
    }),
  );
}

/** Writes them in one step: who reads meanwhile reads what was there before. Where that cannot be, files are read again next time. */
export function writeCacheFile(folder: string, version: string, files: ReadonlyMap<string, CachedFile>): void {
  const rows = [...files].map(([path, { text, stamp, calls }]): Row => [
    path,
    text.length,
    stamp ?? null,
    calls ?? null,
  ]);
  const index = Buffer.from(JSON.stringify(rows));
  const texts = Buffer.from([...files.values()].map(({ text }) => text).join(''));
  const head = Buffer.from(`${version} ${hashOf([index, texts])} ${index.length}\n`);
  const path = join(folder, PARSE_CACHE);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(temporary, Buffer.concat([head, index, texts]), { mode: 0o600 });
    renameSync(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    if (existsSync(temporary)) rmSync(temporary);
  }
}

function hashOf(parts: readonly Buffer[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('base64url');
}
