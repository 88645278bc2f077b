import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProblems } from './problems.ts';
import { listFiles, readText } from './read-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'lakemodel-'));
beforeAll(() => {
  mkdirSync(join(folder, 'models/.hidden'), { recursive: true });
  mkdirSync(join(folder, 'models/deep'));
  for (const file of ['models/b.sql', 'models/a.sql', 'models/deep/c.sql', 'models/.hidden/d.sql', 'models/.e.sql']) {
    writeFileSync(join(folder, file), 'select 1');
  }
  symlinkSync(join(folder, 'nowhere'), join(folder, 'models/gone.sql'));
  writeFileSync(join(folder, 'bom.sql'), '\uFEFFselect \uFFFD');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('lists files sorted, without hidden ones; undefined where there is no folder', async () => {
  const files = ['models/a.sql', 'models/b.sql', 'models/deep/c.sql', 'models/gone.sql'];
  expect(await listFiles(folder, 'models')).toEqual(files);
  expect(await listFiles(folder, './models/')).toEqual(files);
  expect(await listFiles(folder, 'none')).toBeUndefined();
});

test('a file that cannot be read is told (file-unreadable)', () => {
  const problems = createProblems(() => undefined);
  expect(readText(folder, 'models/gone.sql', problems)).toBeUndefined();
  expect(problems.toDiagnostics()[0]).toMatchObject({
    code: 'file-unreadable',
    message: expect.stringContaining('does not exist'),
  });
});

test('a byte order mark is left out, and a replacement character of the file itself is no error', () => {
  const problems = createProblems(() => undefined);
  expect(readText(folder, 'bom.sql', problems)?.text).toBe('select \uFFFD');
  expect(problems.toDiagnostics()).toEqual([]);
});
