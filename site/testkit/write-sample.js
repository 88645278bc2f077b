// Writes a whole site with sample data into a folder, to open in a browser: node site/testkit/write-sample.js FOLDER [--nodes 10000]
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { bundleSite } from '../../scripts/bundle-site.js';

const here = dirname(fileURLToPath(import.meta.url));
const [folder, flag, count] = process.argv.slice(2);
if (!folder) throw new Error('usage: node site/testkit/write-sample.js FOLDER [--nodes N]');

const { makeSampleShards } = await importTypeScript(join(here, 'make-sample.ts'));
rmSync(join(folder, 'data'), { recursive: true, force: true });
rmSync(join(folder, 'assets'), { recursive: true, force: true });
mkdirSync(join(folder, 'data/sample/node'), { recursive: true });
for (const [name, value] of makeSampleShards('sample', flag === '--nodes' ? Number(count) : undefined)) {
  const text = `lakemodelShard("sample",${JSON.stringify(name)},JSON.parse(${JSON.stringify(JSON.stringify(value))}));\n`;
  writeFileSync(join(folder, `data/sample/${name}.js`), text);
}
await bundleSite(folder);
const page = readFileSync(join(folder, 'index.html'), 'utf8');
writeFileSync(join(folder, 'index.html'), page.replaceAll('%BUILD%', 'sample').replaceAll('%TITLE%', 'sample'));
console.log(join(folder, 'index.html'));

/** @param {string} input */
async function importTypeScript(input) {
  const build = await rolldown({ input, platform: 'node' });
  const { output } = await build.generate({ format: 'esm' });
  await build.close();
  return import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString('base64')}`);
}
