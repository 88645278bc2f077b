import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadProject } from '../load-project.ts';
import type { SeedNode } from '../project.ts';
import { PROJECT_FILE } from '../testkit/temporary-project.ts';
import { loadSeedRows } from './load-seed-rows.ts';

const projectDir = mkdtempSync(join(tmpdir(), 'lakemodel-'));
mkdirSync(join(projectDir, 'seeds'));
afterAll(() => rmSync(projectDir, { recursive: true }));

async function rows(csv: string, config = '{}') {
  writeFileSync(join(projectDir, 'project.yml'), `${PROJECT_FILE}seeds: ${config}\n`);
  writeFileSync(join(projectDir, 'seeds/s.csv'), csv);
  const { value, diagnostics } = await loadProject({ projectDir, env: () => undefined, builtInTests: new Set() });
  expect(diagnostics).toEqual([]);
  return loadSeedRows(projectDir, value?.nodes['seed.shop.s'] as SeedNode);
}

test('gives texts and NULLs in the order of the columns', async () => {
  expect(await rows('\uFEFFid,name\r\n1,"a, ""b"""\r\n2,\r\n')).toEqual([
    ['1', 'a, "b"'],
    ['2', null],
  ]);
});

test('NULL is what null_values say; an empty text then stays', async () => {
  expect(await rows('a|b\nNA|\n', '{+delimiter: "|", +null_values: [NA]}')).toEqual([[null, '']]);
});

test('timestamps lose their T, text keeps its spaces', async () => {
  expect(await rows('at,t,n\n2024-01-01T10:00:00, x , 5\n', '{+column_types: {n: integer}}')).toEqual([
    ['2024-01-01 10:00:00', ' x ', '5'],
  ]);
});
