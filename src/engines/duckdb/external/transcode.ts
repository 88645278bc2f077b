import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { DataFile } from './files.ts';

/**
 * A copy in UTF-8 of a file in Latin-1 (ISO-8859-1), unpacked, under `folder`; made anew only when the file has changed. DuckDB's own reader of
 * that encoding is an extension, which cannot be had without a network.
 */
export async function inUtf8(file: DataFile, folder: string): Promise<DataFile> {
  const packed = file.path.endsWith('.gz');
  const below = packed ? file.below.slice(0, -'.gz'.length) : file.below;
  const path = join(folder, below);
  const modified = Math.floor(file.modifiedMs / 1000);
  const there = await stat(path).catch(() => undefined);
  if (!there || Math.floor(there.mtimeMs / 1000) !== modified) await copy(file.path, path, packed, modified);
  const { size, mtimeMs } = await stat(path);
  return { path, below, size, modifiedMs: mtimeMs };
}

// Written beside its place and moved, so that a copy cut short is never read.
async function copy(from: string, to: string, packed: boolean, modified: number): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  const unfinished = `${to}.${process.pid}.part`;
  const steps = packed ? [createGunzip()] : [];
  await pipeline([createReadStream(from), ...steps, latin1ToUtf8(), createWriteStream(unfinished)]);
  await utimes(unfinished, modified, modified);
  await rename(unfinished, to);
}

function latin1ToUtf8(): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, Buffer.from(chunk.toString('latin1'), 'utf8'));
    },
  });
}
