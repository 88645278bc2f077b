import { isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The path of a `file:` URI; undefined for any other, as that of a text that was never saved. */
export function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}

export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}

/** A path relative to a project, with forward slashes; undefined outside of it. */
export function fileIn(projectDir: string, path: string): string | undefined {
  const below = relative(projectDir, path);
  if (below === '' || below.startsWith('..') || isAbsolute(below)) return undefined;
  return sep === '/' ? below : below.split(sep).join('/');
}

export function pathIn(projectDir: string, file: string): string {
  return join(projectDir, ...file.split('/'));
}
