import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';

const src = resolve(import.meta.dirname, '..');
const root = resolve(src, '..');
// Inside the repository, so that packages are found, and where neither git nor a project looks.
const built = join(root, 'node_modules', '.cache', `lakemodel-cli-${process.pid}`);
const launcher = join(built, 'bin', 'lakemodel.js');

beforeAll(() => {
  rmSync(built, { recursive: true, force: true });
  mkdirSync(built, { recursive: true });
  cpSync(join(root, 'bin'), join(built, 'bin'), { recursive: true });
  cpSync(join(root, 'package.json'), join(built, 'package.json'));
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const flags = [
    '-p',
    join(root, 'tsconfig.build.json'),
    '--noCheck',
    '--declaration',
    'false',
    '--sourceMap',
    'false',
  ];
  spawnSync(process.execPath, [tsc, ...flags, '--outDir', join(built, 'dist')]);
  expect(existsSync(join(built, 'dist', 'cli', 'main.js'))).toBe(true);
});

afterAll(() => rmSync(built, { recursive: true, force: true }));

function run(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...argv], { encoding: 'utf8', cwd: built });
  return { status, stdout, stderr };
}

test('the process ends with the exit code', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  expect(run('--version')).toEqual({ status: 0, stdout: `lakemodel ${version}\n`, stderr: '' });
  expect(run('biuld')).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('"lakemodel build"') as string,
  });
  expect(run('ls', '--project-dir', 'absent')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('There is no project.yml') as string,
  });
});

test('a reader that goes away is no error', () => {
  const { status, stdout, stderr } = spawnSync(
    'sh',
    ['-c', '{ "$0" "$1" explain; echo "exit $?" >&2; } | head -1', process.execPath, launcher],
    { encoding: 'utf8' },
  );
  expect({ status, stdout: stdout.split(' ')[0], stderr }).toEqual({ status: 0, stdout: 'code', stderr: 'exit 0\n' });
});

test('a reader that went away before is no error either', async () => {
  const child = spawn(process.execPath, [launcher, 'explain'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const status = await new Promise((done) => child.on('close', done));
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('before a command runs, commander alone is loaded', () => {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const name of valueImports(file)) {
      if (name.startsWith('.')) visit(resolve(dirname(file), name));
      else if (!name.startsWith('node:')) packages.add(name);
    }
  };
  visit(join(src, 'cli', 'main.ts'));
  // fastest-levenshtein, 2 kB, finds the nearest names for a mistyped flag.
  expect([...packages].sort()).toEqual(['commander', 'fastest-levenshtein']);
  expect([...seen].filter((file) => file.includes('catalogue') || file.endsWith('lakemodel.ts'))).toEqual([]);
});

function valueImports(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const typeOnly = ts.isImportDeclaration(statement) ? statement.importClause?.isTypeOnly : statement.isTypeOnly;
    if (typeOnly || !statement.moduleSpecifier) return [];
    return [(statement.moduleSpecifier as ts.StringLiteral).text];
  });
}
