import type { JsonObject, JsonValue } from '../project/project.ts';
import { findCheck } from '../quality/index.ts';
import type { SiteCheck } from './checks.ts';
import type { SiteColumns } from './columns.ts';
import type { Subject } from './subjects.ts';

/**
 * The columns of a subject's key: its `unique_key`, else those of its primary key constraint, else those of the first test of uniqueness that
 * looks at all rows, one column before several. Names that are no column (expressions) make no key.
 */
export function keysOf(subject: Subject, columns: SiteColumns, checks: readonly SiteCheck[]): readonly string[] {
  const candidates = [configuredKey(subject), modelKey(subject), primaryKey(subject), ...testedKeys(checks)];
  for (const names of candidates) {
    const found = names.flatMap((name) => columnNamed(name, columns) ?? []);
    if (found.length > 0 && found.length === names.length) return found;
  }
  return [];
}

/** A column of the list as the list spells it, however it is quoted. */
export function columnNamed(name: string, { list, find }: SiteColumns): string | undefined {
  const place =
    find(name) ??
    find(
      name
        .trim()
        .replace(/^"(.*)"$/s, '$1')
        .replaceAll('""', '"'),
    );
  return place === undefined ? undefined : list[place]?.name;
}

function configuredKey({ item }: Subject): readonly string[] {
  if (!item || !('resourceType' in item)) return [];
  return item.resourceType === 'model' || item.resourceType === 'snapshot' ? item.config.unique_key : [];
}

function modelKey({ item }: Subject): readonly string[] {
  const found = modelConstraints(item).find(({ type }) => type === 'primary_key');
  return namesIn(found?.columns);
}

/** Constraints of a model as a whole. */
export function modelConstraints(item: Subject['item']): readonly JsonObject[] {
  return item && 'constraints' in item ? (item.constraints ?? []) : [];
}

/** The names that a constraint lists. */
export function namesIn(list: JsonValue | undefined): readonly string[] {
  return Array.isArray(list) ? list.map((item: JsonValue) => String(item)) : [];
}

function primaryKey({ declared }: Subject): readonly string[] {
  return declared
    .filter(({ constraints }) => constraints.some(({ type }) => type === 'primary_key'))
    .map(({ name }) => name);
}

function testedKeys(checks: readonly SiteCheck[]): readonly (readonly string[])[] {
  return checks
    .map(uniqueColumns)
    .filter(({ length }) => length > 0)
    .sort((a, b) => a.length - b.length);
}

/** Parameters that name the columns which are unique together. */
const LISTS: ReadonlyMap<string, string> = new Map([
  ['unique_combination_of_columns', 'combination_of_columns'],
  ['expect_compound_columns_to_be_unique', 'column_list'],
]);
const SINGLE: ReadonlySet<string> = new Set(['unique', 'expect_column_values_to_be_unique']);

function uniqueColumns({ test }: SiteCheck): readonly string[] {
  if (!('test' in test) || test.test.kind === 'singular' || test.config.where !== undefined) return [];
  const { name, arguments: args, columnName } = test.test;
  const check = findCheck(name)?.name ?? '';
  if (args.row_condition !== undefined && args.row_condition !== null) return [];
  if (SINGLE.has(check)) return columnName === undefined ? [] : [columnName];
  return namesIn(args[LISTS.get(check) ?? '']);
}
