import { diagnose, invariant, type Diagnostic } from '../../../diagnostics/index.ts';
import { quoteIdentifier, quoteString } from '../../../sql/quote.ts';
import { parseTrinoType, toDuckDbType, type TrinoType } from '../../../sql/types.ts';
import type { Connection, ExternalSource } from '../../engine.ts';
import { relationText } from '../../external.ts';
import { duckDbTypeOf, fileList, partitionArguments, type FileGroup } from './read-call.ts';

/** A declared column as the files have it. */
export interface JsonColumn {
  readonly name: string;
  readonly type: TrinoType;
  /** The key as the files spell it; undefined where no file has it. */
  readonly key?: string;
  /** The type to read, with nested keys as the files spell them. */
  readonly readAs: string;
}

export function readJson(source: ExternalSource, group: FileGroup, columns: readonly JsonColumn[]): string {
  const present = columns.filter(({ key }) => key !== undefined);
  // Without any declared key there is still a row for each object.
  const read = present.length > 0 ? present : [{ key: columns[0]?.name ?? '', readAs: 'VARCHAR' }];
  const args = [
    ...layoutArguments(source, group),
    'records = true',
    `columns = {${read.map(({ key = '', readAs }) => `${quoteString(key)}: ${quoteString(readAs)}`).join(', ')}}`,
    'ignore_errors = false',
    ...partitionArguments(source.partitions),
  ];
  const partitions = source.partitions.map(({ name }) => quoteIdentifier(name, 'duckdb'));
  const items = [...columns.map((column) => selectItem(source, column)), ...partitions];
  return `SELECT ${items.join(', ')}\nFROM read_json(${[fileList(group.files), ...args].join(', ')})`;
}

function layoutArguments({ options }: ExternalSource, { compression }: FileGroup): readonly string[] {
  const names = { none: 'uncompressed', gzip: 'gzip', zstd: 'zstd' } as const;
  return [`format = '${options.jsonLayout ?? 'newline_delimited'}'`, `compression = '${names[compression]}'`];
}

function selectItem(source: ExternalSource, { name, type, key }: JsonColumn): string {
  const alias = quoteIdentifier(name, 'duckdb');
  const duckDbType = toDuckDbType(type) ?? '';
  if (key === undefined) return `CAST(NULL AS ${duckDbType}) AS ${alias}`;
  const value = quoteIdentifier(key, 'duckdb');
  const pattern = STRICT_TEXT[type.kind];
  if (pattern === undefined) return `CAST(${value} AS ${duckDbType}) AS ${alias}`;
  const complaint = `${quoteString(`Source "${relationText(source.relation)}", column "${name}": "`)} || ${value} || ${quoteString(`" is not a ${type.kind}`)}`;
  return `CASE WHEN ${value} IS NULL OR regexp_full_match(${value}, ${quoteString(pattern)}) THEN CAST(${value} AS ${duckDbType}) ELSE error(${complaint}) END AS ${alias}`;
}

// DuckDB's casts take more than Hive's readers do (offsets, which they drop; times of day for dates), so the text is looked at first.
const STRICT_TEXT: Readonly<Partial<Record<TrinoType['kind'], string>>> = {
  date: String.raw`\d{4}-\d{2}-\d{2}`,
  timestamp: String.raw`\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(\.\d{1,6})?`,
};

/**
 * Finds how the files spell the declared columns: JSON readers of Hive, Athena and Trino take keys in any case, DuckDB's in one. Reads all the
 * files once.
 */
export async function inspectJson(
  source: ExternalSource,
  groups: readonly FileGroup[],
  connection: Connection,
): Promise<{ readonly columns: readonly JsonColumn[]; readonly diagnostics: readonly Diagnostic[] }> {
  const keys = new Set<string>();
  for (const group of groups) {
    const sql = `SELECT DISTINCT unnest(json_keys(json)) FROM ${objects(source, group)} WHERE json_type(json) = 'OBJECT'`;
    for (const [key] of (await connection.execute(sql)).rows) keys.add(String(key));
  }
  const bound = source.columns.map(({ name, type }) => ({ name, type: declared(type), keys: spellings(name, keys) }));
  const diagnostics = bound.flatMap(({ name, keys: found }) => ambiguous(source, name, found));
  if (diagnostics.length > 0) return { columns: [], diagnostics };
  const columns = bound.map(({ name, type, keys: [key] }) => ({ name, type, ...(key !== undefined && { key }) }));
  const inspected = await inspectTypes(source, groups, columns, connection);
  return { ...inspected, diagnostics: [...inspected.diagnostics, ...absent(source, columns, [...keys])] };
}

function absent(source: ExternalSource, columns: readonly Bound[], found: readonly string[]): readonly Diagnostic[] {
  const relation = relationText(source.relation);
  return columns
    .filter(({ key }) => key === undefined)
    .map(({ name }) => diagnose('external-column-absent', { relation, column: name, found }));
}

function objects({ options }: ExternalSource, group: FileGroup): string {
  const layout = layoutArguments({ options } as ExternalSource, group);
  return `read_json_objects(${[fileList(group.files), ...layout, 'ignore_errors = false'].join(', ')})`;
}

function declared(text: string): TrinoType {
  const type = parseTrinoType(text);
  invariant(type, `The type ${text} was not checked`);
  return type;
}

function spellings(name: string, keys: Iterable<string>): readonly string[] {
  return [...keys].filter((key) => key.toLowerCase() === name.toLowerCase()).sort();
}

function ambiguous(source: ExternalSource, column: string, keys: readonly string[]): readonly Diagnostic[] {
  if (keys.length < 2) return [];
  return [diagnose('external-key-ambiguous', { relation: relationText(source.relation), column, keys })];
}

type Bound = Omit<JsonColumn, 'readAs'>;

async function inspectTypes(
  source: ExternalSource,
  groups: readonly FileGroup[],
  columns: readonly Bound[],
  connection: Connection,
): Promise<{ readonly columns: readonly JsonColumn[]; readonly diagnostics: readonly Diagnostic[] }> {
  const asked = columns.filter(({ key, type }) => key !== undefined && needsStructure(type));
  const structures = await structuresOf(source, groups, asked, connection);
  const diagnostics: Diagnostic[] = [];
  const read = columns.map((column): JsonColumn => {
    if (STRICT_TEXT[column.type.kind] !== undefined) return { ...column, readAs: 'VARCHAR' };
    const { type, problems } = asInFiles(column.type, structures.get(column.name) ?? []);
    for (const problem of problems) diagnostics.push(problemOf(source, column.name, problem));
    return { ...column, readAs: toDuckDbType(type) ?? duckDbTypeOf('varchar') };
  });
  return { columns: read, diagnostics };
}

/** What DuckDB would take without a word: a fraction for an integer, which it rounds, and keys inside in another case, which it leaves out. */
function needsStructure(type: TrinoType): boolean {
  if (isInteger(type) || type.kind === 'row') return true;
  if (type.kind === 'array') return needsStructure(type.element);
  return type.kind === 'map' && needsStructure(type.value);
}

function isInteger({ kind }: TrinoType): boolean {
  return kind === 'tinyint' || kind === 'smallint' || kind === 'integer' || kind === 'bigint';
}

/** What `json_structure` says of a value: a type's name, `[element]`, or the fields of an object. */
type Structure = string | readonly Structure[] | { readonly [key: string]: Structure };

async function structuresOf(
  source: ExternalSource,
  groups: readonly FileGroup[],
  columns: readonly Bound[],
  connection: Connection,
): Promise<ReadonlyMap<string, readonly Structure[]>> {
  const found = new Map<string, Structure[]>(columns.map(({ name }) => [name, []]));
  if (columns.length === 0) return found;
  const items = columns.map(({ key = '' }, index) => {
    const path = quoteString(`$."${key.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`);
    return `{'id': ${index}, 'structure': CAST(json_structure(json_extract(json, ${path})) AS VARCHAR)}`;
  });
  for (const group of groups) {
    const sql = `SELECT DISTINCT item.id, item.structure FROM (SELECT unnest([${items.join(', ')}]) AS item FROM ${objects(source, group)}) WHERE item.structure IS NOT NULL`;
    for (const [id, structure] of (await connection.execute(sql)).rows) {
      found.get(columns[Number(id)]?.name ?? '')?.push(JSON.parse(String(structure)) as Structure);
    }
  }
  return found;
}

interface Problem {
  readonly at: string;
  readonly what: 'fraction' | 'spelling';
  readonly keys: readonly string[];
}

function problemOf(source: ExternalSource, column: string, { at, what, keys }: Problem): Diagnostic {
  const relation = relationText(source.relation);
  const full = `${column}${at}`;
  if (what === 'spelling') return diagnose('external-key-ambiguous', { relation, column: full, keys });
  return diagnose('external-fraction', { relation, column: full });
}

/** The type with its keys as the files spell them, and what in the files does not fit it. */
function asInFiles(
  type: TrinoType,
  structures: readonly Structure[],
  at = '',
): { type: TrinoType; problems: Problem[] } {
  if (type.kind === 'array') {
    const items = structures.flatMap((structure) =>
      Array.isArray(structure) ? (structure as readonly Structure[]) : [],
    );
    const element = asInFiles(type.element, items, `${at}[]`);
    return { type: { kind: 'array', element: element.type }, problems: element.problems };
  }
  if (type.kind === 'map') {
    const value = asInFiles(type.value, structures.flatMap(valuesOf), `${at}{}`);
    return { type: { ...type, value: value.type }, problems: value.problems };
  }
  if (type.kind === 'row') return rowInFiles(type, structures, at);
  // Values of several kinds in one array are JSON: a fraction may be among them.
  const fraction = isInteger(type) && structures.some((structure) => structure === 'DOUBLE' || structure === 'JSON');
  return { type, problems: fraction ? [{ at, what: 'fraction', keys: [] }] : [] };
}

function rowInFiles(type: Extract<TrinoType, { kind: 'row' }>, structures: readonly Structure[], at: string) {
  const problems: Problem[] = [];
  const objectsHere = structures.filter(isObject);
  const keys = new Set(objectsHere.flatMap((structure) => Object.keys(structure)));
  const fields = type.fields.map(({ name = '', type: fieldType }) => {
    const found = spellings(name, keys);
    const path = `${at}.${name}`;
    if (found.length > 1) problems.push({ at: path, what: 'spelling', keys: found });
    const key = found[0] ?? name;
    const values = objectsHere.map((structure) => structure[key]).filter((value) => value !== undefined);
    const inner = asInFiles(fieldType, values, path);
    problems.push(...inner.problems);
    return { name: key, type: inner.type };
  });
  return { type: { kind: 'row' as const, fields }, problems };
}

function valuesOf(structure: Structure): readonly Structure[] {
  return isObject(structure) ? Object.values(structure) : [];
}

function isObject(structure: Structure): structure is { readonly [key: string]: Structure } {
  return typeof structure === 'object' && !Array.isArray(structure);
}
