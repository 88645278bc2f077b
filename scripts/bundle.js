// Makes of the command line's modules a few files: Node needs longer to find hundreds of modules than to read them. What lakemodel depends
// on, and what a single command needs, stays apart.
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { rolldown } from 'rolldown';

/**
 * Writes `bin/main.js`, and what it loads, into a folder of compiled modules.
 * @param {string} dist
 */
export async function bundleCommandLine(dist) {
  const folder = join(dist, 'bin');
  const build = await rolldown({
    input: { main: join(dist, 'cli/main.js') },
    platform: 'node',
    external: (id) => !id.startsWith('.') && !isAbsolute(id),
    plugins: [{ name: 'places', transform: (code, id) => withPlacesOf(id, code, folder) }],
  });
  await build.write({ dir: folder, format: 'esm', chunkFileNames: '[name]-[hash].js' });
  await build.close();
}

/**
 * Modules that ask where they stand get the answer that they had on their own.
 * @param {string} id
 * @param {string} code
 * @param {string} folder
 */
function withPlacesOf(id, code, folder) {
  if (!code.includes('import.meta.')) return null;
  const place = (/** @type {string} */ path) =>
    `new URL(${JSON.stringify(relative(folder, path).split(sep).join('/'))}, import.meta.url)`;
  return code
    .replaceAll('import.meta.dirname', '__dirnameOfModule')
    .replaceAll('import.meta.url', `${place(id)}.href`)
    .replaceAll('__dirnameOfModule', `fileURLToPathOfModule(${place(dirname(id))})`)
    .replace(/^/, code.includes('import.meta.dirname') ? IMPORT : '');
}

const IMPORT = `import { fileURLToPath as fileURLToPathOfModule } from 'node:url';\n`;
