import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Name of the file in which a build is told from every other. */
const BUILD = 'build-id';

/** A text that is another one whenever lakemodel's own code may be, as a version number alone would not tell two builds of a checkout apart. */
export function codeVersion(): string {
  const root = dirname(import.meta.dirname);
  const build = join(root, BUILD);
  const code = existsSync(build) ? readFileSync(build, 'utf8') : stampsOf(root);
  return createHash('sha256').update(`${process.versions.node} ${code}`).digest('base64url');
}

/** Sources that run uncompiled: names, sizes and times of all files. */
function stampsOf(root: string): string {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const files = [...names.filter((name) => /\.(js|ts|json)$/.test(name)).sort(), '../package.json'];
  return files
    .map((name) => {
      const { size, mtimeMs } = statSync(join(root, name));
      return `${name}\0${size}\0${mtimeMs}`;
    })
    .join('\n');
}
