// Makes of site/ the files that `lakemodel docs generate` copies beside a project's data: classic scripts, as a page from `file://` loads
// nothing else.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const SITE = join(dirname(fileURLToPath(import.meta.url)), '../site');

/**
 * Writes `index.html` and `assets/` into a folder; `%BUILD%` and `%TITLE%` of the page are left for the generator.
 * @param {string} folder
 */
export async function bundleSite(folder) {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  /** @type {Set<string>} */
  const packages = new Set();
  /** @type {Record<string, string>} */
  const parts = {};
  for (const file of partFiles()) {
    const name = basename(file, '.part.ts');
    parts[name] = put(folder, name, 'js', await classicScript(file, { name: `lakemodelPart_${name}`, packages }));
  }
  const app = await classicScript(join(SITE, 'src/main.tsx'), {
    define: { __PARTS__: JSON.stringify(parts) },
    packages,
  });
  const page = readFileSync(join(SITE, 'index.html'), 'utf8')
    .replace('%APP%', put(folder, 'app', 'js', app))
    .replace('%STYLE%', put(folder, 'app', 'css', styles(join(SITE, 'src/styles/all.css'))));
  writeFileSync(join(folder, 'index.html'), page);
  put(folder, 'licences', 'txt', licences(packages));
}

/**
 * The licences of what is in the scripts: they ask to go along with every copy.
 * @param {ReadonlySet<string>} packages folders of packages
 */
function licences(packages) {
  const texts = [...packages].sort().map((path) => {
    const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
    const file = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${path} brings no licence along`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(path, file), 'utf8').trim()}\n`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

function partFiles() {
  return readdirSync(join(SITE, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.part.ts'))
    .sort()
    .map((file) => join(SITE, 'src', file));
}

/**
 * @param {string} input
 * @param {{ name?: string, define?: Record<string, string>, packages: Set<string> }} options `packages`: told what the script is made of
 */
async function classicScript(input, { name, define = {}, packages }) {
  const { workerText } = await import('./worker-text.js').catch(() => ({ workerText: () => null }));
  const build = await rolldown({
    input,
    platform: 'browser',
    tsconfig: join(SITE, 'tsconfig.json'),
    transform: { define: { 'process.env.NODE_ENV': '"production"', ...define } },
    plugins: [workerText()],
  });
  const { output } = await build.generate({
    format: 'iife',
    minify: true,
    codeSplitting: false,
    ...(name !== undefined && { name, exports: 'named' }),
  });
  await build.close();
  for (const id of output[0].moduleIds) {
    const found = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id);
    if (found) packages.add(found[1]);
  }
  return output[0].code;
}

/**
 * A style sheet with its imports in their places.
 * @param {string} file
 * @returns {string}
 */
function styles(file) {
  return readFileSync(file, 'utf8').replace(/@import '(.+?)';/g, (_, path) => styles(join(dirname(file), path)));
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {string} ending
 * @param {string} text
 */
function put(folder, name, ending, text) {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 10);
  const path = `assets/${name}-${hash}.${ending}`;
  if (!existsSync(join(folder, path))) writeFileSync(join(folder, path), text);
  return path;
}
