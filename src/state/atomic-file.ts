import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Writes a file so that readers, and whoever comes after a crash, see the old text or the new, never a part. Makes its folder. */
export async function writeFileAtomically(path: string, text: string): Promise<void> {
  const temporary = await writeTemporary(dirname(path), basename(path), text, true);
  try {
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Writes a file of an unused name beginning with a dot into a folder, and answers its path. */
export async function writeTemporary(folder: string, name: string, text: string, durable: boolean): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `.${name}.${randomUUID()}.tmp`);
  const file = await open(path, 'wx');
  try {
    await file.writeFile(text);
    if (durable) await file.sync();
  } finally {
    await file.close();
  }
  return path;
}

/** Makes the names in a folder survive a power cut, where the system can do that. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  // Windows opens no folders, some file systems sync none: the file's own sync has to do there.
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
