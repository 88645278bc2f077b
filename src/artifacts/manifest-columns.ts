import type { ColumnInfo, JsonObject, ModelNode, TestNode } from '../project/project.ts';
import { manifestConstraint } from './manifest-constraints.ts';
import type { ManifestContext } from './manifest-node.ts';

/** Columns as an entry's `columns`. */
export function manifestColumns(columns: Readonly<Record<string, ColumnInfo>>, context: ManifestContext): JsonObject {
  return Object.fromEntries(Object.entries(columns).map(([key, column]) => [key, manifestColumn(column, context)]));
}

function manifestColumn(column: ColumnInfo, context: ManifestContext): JsonObject {
  const { name, description, docsBlocks, dataType, tags, meta, quote, constraints } = column;
  return {
    name,
    description,
    meta,
    data_type: dataType ?? null,
    constraints: constraints.map((constraint) => manifestConstraint(constraint, 'column', context)),
    quote: quote || null,
    config: { meta, tags },
    tags,
    granularity: null,
    doc_blocks: docsBlocks ?? [],
  };
}

/**
 * Columns that tell a model's rows apart, as dbt infers them: a primary key in the contract, else columns that are tested to be unique and
 * not null, else to be unique; else the key that its rows are merged by. `tests` are those attached to it.
 */
export function primaryKey(model: ModelNode, tests: readonly TestNode[]): readonly string[] {
  const [ofModel] = (model.constraints ?? []).filter(({ type }) => type === 'primary_key');
  if (ofModel) return (ofModel.columns as readonly string[] | undefined) ?? [];
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
