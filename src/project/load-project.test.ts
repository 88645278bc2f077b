import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { printDiagnostic } from '../diagnostics/index.ts';
import { projectCodes } from '../diagnostics/catalogue/project.ts';
import { loadProject } from './load-project.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const BUILT_IN = new Set(['unique', 'not_null', 'accepted_values', 'relationships', 'dbt_utils.accepted_range']);
const cases = readdirSync(FIXTURES).sort();

async function diagnose(name: string): Promise<string> {
  const projectDir = join(FIXTURES, name);
  const { diagnostics } = await loadProject({ projectDir, env: () => undefined, builtInTests: BUILT_IN });
  const text = diagnostics.map((diagnostic) => printDiagnostic(diagnostic)).join('\n\n');
  return `${text.replaceAll(projectDir, '<project>')}\n`;
}

test.each(cases)('tells what is wrong with the project "%s"', async (name) => {
  await expect(await diagnose(name)).toMatchFileSnapshot(join(FIXTURES, name, 'expected.txt'));
});

/** Codes that no folder of files can show; the tests that do are named. */
const SHOWN_ELSEWHERE: Readonly<Record<string, string>> = {
  'file-unreadable': 'read-files.test.ts',
  'too-many-problems': 'problems.test.ts',
};

test('every code of the catalogue is shown by a fixture', () => {
  const shown = cases.map((name) => join(FIXTURES, name, 'expected.txt')).filter((file) => existsSync(file));
  const text = shown.map((file) => readFileSync(file, 'utf8')).join('\n');
  const unseen = Object.keys(projectCodes).filter((code) => !text.includes(`[${code}]`) && !SHOWN_ELSEWHERE[code]);
  expect(unseen).toEqual([]);
  for (const [code, file] of Object.entries(SHOWN_ELSEWHERE)) {
    expect(readFileSync(join(import.meta.dirname, file), 'utf8')).toContain(code);
  }
});
