import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** A folder where the packed package is installed. Its dependencies are this checkout's own, so that no network is needed. */
const place = mkdtempSync(join(tmpdir(), 'lakemodel-package-'));
const installed = join(place, 'node_modules/lakemodel');
const bin = join(installed, 'bin/lakemodel.js');

beforeAll(() => {
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', place], { cwd: ROOT, stdio: 'pipe' });
  const tarball = readdirSync(place).find((name) => name.endsWith('.tgz'))!;
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(place, tarball), '-C', installed, '--strip-components=1']);
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (!name.startsWith('.')) symlinkSync(join(ROOT, 'node_modules', name), join(place, 'node_modules', name));
  }
});

afterAll(() => rmSync(place, { recursive: true, force: true }));

function lakemodel(args: readonly string[], cwd = place): string {
  return execFileSync(process.execPath, [bin, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

test('holds what it needs and nothing else', () => {
  for (const file of [
    'bin/lakemodel.js',
    'dist/cli/main.js',
    'dist/index.js',
    'dist/index.d.ts',
    'dist/site/index.html',
    'schemas/project.json',
    'LICENSE',
    'README.md',
  ]) {
    expect(existsSync(join(installed, file)), file).toBe(true);
  }
  for (const folder of ['src', 'models', 'landing', 'testkit', 'scripts']) {
    expect(existsSync(join(installed, folder)), folder).toBe(false);
  }
  const files = readdirSync(join(installed, 'dist'), { recursive: true, encoding: 'utf8' });
  expect(files.filter((file) => /\.test\.|fixtures|golden|testkit/.test(file))).toEqual([]);
});

test('runs elsewhere: a new project is made and built', () => {
  expect(lakemodel(['--version'])).toMatch(/^lakemodel \d+\.\d+\.\d+/);
  lakemodel(['init', 'shop']);
  const output = lakemodel(['build'], join(place, 'shop'));
  expect(output).toContain('gold.daily_sales');
  expect(output).toContain('1 row quarantined');
  expect(lakemodel(['docs', 'generate'], join(place, 'shop')).trim()).toBe(join(place, 'shop/target/docs/index.html'));
});

test('the library can be imported', () => {
  const script = `import { list } from 'lakemodel'; process.stdout.write(typeof list);`;
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: place, encoding: 'utf8' })).toBe(
    'function',
  );
});
