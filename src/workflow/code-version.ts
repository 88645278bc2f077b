import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A text that is another one whenever lakemodel's own code may be: from names, sizes and times of its files, as a version number alone would
 * not tell two builds of a checkout apart. Takes a few milliseconds.
 */
export function codeVersion(): string {
  const root = dirname(import.meta.dirname);
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const files = [...names.filter((name) => /\.(js|ts|json)$/.test(name)).sort(), '../package.json'];
  const hash = createHash('sha256').update(process.versions.node);
  for (const name of files) {
    const { size, mtimeMs } = statSync(join(root, name));
    hash.update(`${name}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('base64url');
}
