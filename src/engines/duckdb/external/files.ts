import { readdir, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';

/** A data file: where it is, and its path below the source's folder, with forward slashes. */
export interface DataFile {
  readonly path: string;
  readonly below: string;
  readonly size: number;
  readonly modifiedMs: number;
}

/**
 * The data files of a location (a file, a folder with all below it, or a glob), sorted by path. As in Hive, names that begin with `_` or `.`
 * are hidden. A location that is not there has none.
 */
export async function listFiles(projectDir: string, location: string): Promise<readonly DataFile[]> {
  const scanned = picomatch.scan(location);
  if (!scanned.isGlob) return listBelow(resolve(projectDir, location), () => true);
  const matches = picomatch(scanned.glob);
  return listBelow(resolve(projectDir, scanned.base), matches);
}

async function listBelow(root: string, wanted: (below: string) => boolean): Promise<readonly DataFile[]> {
  const found = await stat(root).catch(() => undefined);
  if (!found) return [];
  const paths = found.isDirectory() ? await pathsBelow(root) : [root];
  const folder = found.isDirectory() ? root : dirname(root);
  const files: DataFile[] = [];
  for (const path of paths) {
    const below = relative(folder, path).split(sep).join('/');
    if (!wanted(below)) continue;
    const { size, mtimeMs } = await stat(path);
    files.push({ path, below, size, modifiedMs: mtimeMs });
  }
  return files;
}

async function pathsBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !relative(folder, path).split(sep).some(isHidden))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function isHidden(name: string): boolean {
  return name.startsWith('_') || name.startsWith('.');
}

/** The `name=value` folders of a path, in order. */
export function partitionNames(below: string): readonly string[] {
  return below
    .split('/')
    .slice(0, -1)
    .flatMap((folder) => /^([^=]+)=/.exec(folder)?.[1] ?? []);
}
