import { createHash } from 'node:crypto';
import type { ColumnInfo, JsonObject, JsonValue, ModelNode, TestNode } from '../project/project.ts';

/** Columns as an entry's `columns`. */
export function manifestColumns(columns: Readonly<Record<string, ColumnInfo>>): JsonObject {
  return Object.fromEntries(Object.entries(columns).map(([key, column]) => [key, manifestColumn(column)]));
}

function manifestColumn({ name, description, dataType, tags, meta, quote, constraints }: ColumnInfo): JsonObject {
  return {
    name,
    description,
    meta,
    data_type: dataType ?? null,
    constraints: constraints.map(manifestConstraint),
    quote: quote || null,
    config: { meta, tags },
    tags,
    granularity: null,
    doc_blocks: [],
  };
}

// dbt writes each of these, whatever was set.
function manifestConstraint({
  type,
  name,
  expression,
  warn_unenforced,
  warn_unsupported,
  to,
  to_columns,
}: JsonObject): JsonObject {
  return {
    type: type ?? 'custom',
    name: name ?? null,
    expression: expression ?? null,
    warn_unenforced: warn_unenforced ?? true,
    warn_unsupported: warn_unsupported ?? true,
    to: to ?? null,
    to_columns: to_columns ?? [],
  };
}

/**
 * Columns that tell a model's rows apart, as dbt infers them: a primary key in the contract, else columns that are tested to be unique and
 * not null, else to be unique; else the key that its rows are merged by. `tests` are those attached to it.
 */
export function primaryKey(model: ModelNode, tests: readonly TestNode[]): readonly string[] {
  const declared = Object.values(model.columns).find(({ constraints }) =>
    constraints.some(({ type }) => type === 'primary_key'),
  );
  if (declared) return [declared.name];
  const unique = testedColumns(tests, /(^|\.)unique(_combination_of_columns)?$/);
  const filled = new Set(testedColumns(tests, /(^|\.)not_null$/));
  const both = unique.filter((column) => filled.has(column));
  if (both.length > 0) return both;
  return unique.length > 0 ? unique : (model.config.unique_key ?? []);
}

function testedColumns(tests: readonly TestNode[], name: RegExp): readonly string[] {
  const columns = tests.flatMap(({ test }) => {
    if (test.kind !== 'generic' || !name.test(test.name)) return [];
    return test.columnName ?? (test.arguments.combination_of_columns as readonly string[] | undefined) ?? [];
  });
  return [...new Set(columns)].sort();
}

/** dbt's checksum of a contract that is enforced: of Python's text of its columns. */
export function contractChecksum({ columns, config }: ModelNode): string {
  const sorted = Object.values(columns).sort((a, b) => (a.name < b.name ? -1 : 1));
  const parts = sorted.map(({ name, dataType, constraints }) => {
    const listed = constraints.map((constraint) => constraintText(manifestConstraint(constraint)));
    return `|${name}${dataType ?? 'None'}[${listed.join(', ')}]`;
  });
  const enforced = ['table', 'incremental'].includes(config.materialized) ? `${config.materialized}[]` : '';
  return createHash('sha256')
    .update(parts.join('') + enforced)
    .digest('hex');
}

function constraintText({ type, ...rest }: JsonObject): string {
  const fields = Object.entries(rest).map(([key, value]) => `${key}=${pythonText(value)}`);
  return `ColumnLevelConstraint(type=<ConstraintType.${String(type)}: '${String(type)}'>, ${fields.join(', ')})`;
}

function pythonText(value: JsonValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(pythonText).join(', ')}]`;
  const text = String(value);
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return `${quote}${text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll(quote, `\\${quote}`)}${quote}`;
}
