import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { qualityCodes } from '../diagnostics/catalogue/quality.ts';

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
const textOf = (wanted: (file: string) => boolean) =>
  files
    .filter(wanted)
    .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
    .join('\n');

test.each(Object.keys(qualityCodes))('"%s" is raised, and a test sees it', (code) => {
  const isTest = (file: string) => file.endsWith('.test.ts');
  expect(textOf((file) => file.endsWith('.ts') && !isTest(file))).toContain(`'${code}'`);
  expect(textOf(isTest)).toMatch(new RegExp(`\\b${code}\\b`));
});
