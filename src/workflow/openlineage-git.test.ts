import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findRepository } from './openlineage-git.ts';

const COMMIT = '693e35482bc2e526ced2b5f9f76ef83dec6ec691';

function folder(files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'git-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}

const config = (url: string) => `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n\tfetch = x\n[branch "main"]\n\tremote = origin\n`; // prettier-ignore

function found(url: string, within = '', files: Readonly<Record<string, string>> = {}) {
  const head = { '.git/HEAD': 'ref: refs/heads/main\n', '.git/refs/heads/main': `${COMMIT}\n` };
  const dir = folder({ 'warehouse/project.yml': '', '.git/config': config(url), ...head, ...files });
  const repository = findRepository(join(dir, within));
  return repository && [repository.pageOf('models/a b.sql'), repository.pathOf('x.sql'), repository.repoUrl, repository.version, repository.branch]; // prettier-ignore
}

test.each([
  ['git@github.com:o/r.git', 'https://github.com/o/r/blob/'],
  ['ssh://git@github.com/o/r.git', 'https://github.com/o/r/blob/'],
  ['ssh://git@git.example.com:2222/o/r', 'https://git.example.com/o/r/blob/'],
  ['https://gitlab.example.com/g/s/r.git', 'https://gitlab.example.com/g/s/r/-/blob/'],
  ['https://bitbucket.org/o/r', 'https://bitbucket.org/o/r/src/'],
])('pages of %s', (url, page) => {
  expect(found(url)).toEqual([`${page}${COMMIT}/models/a%20b.sql`, 'x.sql', url, COMMIT, 'main']);
});

test('a project in a folder of its repository; a password is in nothing', () => {
  expect(found('https://me:w0rd@github.com/o/r.git', 'warehouse')).toEqual([
    `https://github.com/o/r/blob/${COMMIT}/warehouse/models/a%20b.sql`,
    'warehouse/x.sql',
    'https://github.com/o/r.git',
    COMMIT,
    'main',
  ]);
});

test('branches that are packed, and a commit without a branch', () => {
  const other = COMMIT.replace('6', '7');
  const packed = {
    '.git/HEAD': 'ref: refs/heads/next\n',
    '.git/packed-refs': `# pack-refs\n${other} refs/heads/next\n`,
  };
  expect(found('git@github.com:o/r', '', packed)?.slice(3)).toEqual([other, 'next']);
  expect(found('git@github.com:o/r', '', { '.git/HEAD': `${other}\n` })?.slice(3)).toEqual([other, undefined]);
});

test.each([
  ['a remote that has no pages', { '.git/config': config('/srv/git/r.git') }],
  ['no remote', { '.git/config': '[core]\n' }],
  ['no commit', { '.git/HEAD': 'ref: refs/heads/unborn\n' }],
  ['something odd', { '.git/HEAD': '' }],
])('%s: nothing is said', (_, files) => {
  expect(found('git@github.com:o/r.git', '', files)).toBeUndefined();
});
