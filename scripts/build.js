// Compiles src/ to dist/ and copies what is not TypeScript. Plain JavaScript: it runs while installing.
// It is made beside dist/ and put in its place when it is whole, so that a mistake leaves the last good one.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleCommandLine } from './bundle.js';
import { bundleSite } from './bundle-site.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
// Its own, as two builds may run at once.
const fresh = join(root, `dist.new.${process.pid}`);
process.on('exit', () => rmSync(fresh, { recursive: true, force: true }));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

const compiled = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', fresh], {
  stdio: 'inherit',
});
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

cpSync(join(root, 'src'), fresh, {
  recursive: true,
  filter: (from) => !/[\\/](fixtures|golden|testkit)([\\/]|$)/.test(from) && !['.ts', '.md'].includes(extname(from)),
});

const { writeMacroFile } = await import(pathToFileURL(join(fresh, 'engines/duckdb/macro-file.js')).href);
await writeMacroFile(join(fresh, 'engines/duckdb'));
const schemas = pathToFileURL(join(fresh, 'project/schema/'));
const { writeCompiledSchemas } = await import(new URL('compiled-schemas.js', schemas).href);
writeCompiledSchemas(schemas);
await bundleCommandLine(fresh);
await bundleSite(join(fresh, 'site'));
writeFileSync(join(fresh, 'build-id'), contentHash(fresh));

rmSync(join(root, 'dist'), { recursive: true, force: true });
renameSync(fresh, join(root, 'dist'));

/**
 * Tells this build from every other (`src/workflow/code-version.ts`).
 * @param {string} folder
 */
function contentHash(folder) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package.json')));
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  for (const name of names.sort()) hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  return hash.digest('base64url');
}
