import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FUNCTIONS } from '../../src/sql/functions/index.ts';
import { functionsText, isTitled } from './functions.ts';

const file = join(import.meta.dirname, '..', '..', 'docs', 'functions.md');

// `npm run reference` runs this test with --update, which writes the file.
test('docs/functions.md says what the translation does: `npm run reference` writes it anew', async () => {
  await expect(functionsText()).toMatchFileSnapshot(file);
});

test('every function is in it', () => {
  const untold = Object.entries(FUNCTIONS).filter(([, entry]) => !isTitled(entry));
  expect(untold.map(([name]) => name)).toEqual([]);
});
