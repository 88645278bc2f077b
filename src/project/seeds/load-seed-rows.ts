import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { invariant } from '../../diagnostics/index.ts';
import type { SeedNode } from '../project.ts';
import { loadCsvParser, readCsv } from './read-csv.ts';
import { nullable } from './seed-table.ts';

/**
 * The rows of a seed of a loaded project, in the order of `seed.columnTypes`: texts as Trino casts them to those types, or NULL.
 * Throws when the file changed since it was loaded so that it is no valid CSV any more.
 */
export async function loadSeedRows(
  projectDir: string,
  seed: SeedNode,
): Promise<readonly (readonly (string | null)[])[]> {
  const [bytes, parse] = await Promise.all([readFile(join(projectDir, seed.path), 'utf8'), loadCsvParser()]);
  const table = readCsv(bytes.replace(/^\uFEFF/, ''), seed.config.delimiter, parse);
  invariant(!('problem' in table), `the seed "${seed.path}" was valid when the project was loaded`);
  const types = seed.columnTypes.map(({ type }) => type);
  return table.rows.map(({ cells }) =>
    types.map((type, index) => castable(nullable(cells[index], seed.config.null_values), type)),
  );
}

// Trino casts timestamps with a space alone; `2024-01-01T10:00:00` is as common in files. Only text keeps the spaces around it.
function castable(value: string | null, type: string): string | null {
  if (value === null || /^(varchar|char|json)/.test(type)) return value;
  const text = value.trim();
  return type.startsWith('timestamp') ? text.replace(/^(\d{4}-\d{2}-\d{2})T/, '$1 ') : text;
}
