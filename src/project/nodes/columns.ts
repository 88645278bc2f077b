import { docsBlocksOf, type Assembly } from '../assembly.ts';
import type { ColumnInfo, JsonObject } from '../project.ts';
import { isMapping, type Mapping } from '../project-file.ts';

/** What YAML says about the columns of a node, by name as written. A column that is there twice is reported. */
export function columnsOf(values: Mapping | undefined, node: string, assembly: Assembly): Record<string, ColumnInfo> {
  if (!Array.isArray(values?.columns)) return {};
  const seen = new Map<string, ColumnInfo>();
  for (const column of values.columns.filter(isMapping)) {
    const info = columnInfo(column, assembly);
    const first = seen.get(info.name.toLowerCase());
    if (first) {
      const related = [{ message: 'The first one:', at: first.span }];
      assembly.loading.problems.report('column-twice', { column: info.name, node }, info.span, { related });
      continue;
    }
    seen.set(info.name.toLowerCase(), info);
  }
  return Object.fromEntries([...seen.values()].map((info) => [info.name, info]));
}

// Most columns say no more than a name and a description: these are shared.
const NONE: readonly never[] = Object.freeze([]);
const NOTHING: Readonly<Record<string, never>> = Object.freeze({});

function columnInfo(column: Mapping, assembly: Assembly): ColumnInfo {
  const { describe, loading } = assembly;
  const { places } = loading;
  const config = isMapping(column.config) ? column.config : NOTHING;
  const dataType = typeof column.data_type === 'string' ? column.data_type : undefined;
  return {
    name: String(column.name),
    description: describe(column.description, () => places.value(column, 'description')),
    ...docsBlocksOf(column.description, assembly),
    ...(dataType !== undefined && { dataType }),
    tags: column.tags || config.tags ? [...new Set([...list(column.tags), ...list(config.tags)])] : NONE,
    meta:
      column.meta || config.meta
        ? { ...(column.meta as JsonObject | null), ...(config.meta as JsonObject | null) }
        : NOTHING,
    quote: column.quote === true,
    constraints: Array.isArray(column.constraints) ? (column.constraints as JsonObject[]) : NONE,
    span: places.value(column, 'name'),
  };
}

function list(value: unknown): string[] {
  if (value === null || value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}
