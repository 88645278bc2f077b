import type { JsonObject } from '../project/project.ts';
import { findCheck } from '../quality/index.ts';
import type { Atlas } from './atlas.ts';
import type { SiteCheck } from './checks.ts';
import type { SiteColumn } from './columns.ts';
import type { ColumnDetail } from './site-data.ts';
import { columnNamed } from './keys.ts';

/** The columns of one node with all that is known of each. */
export function columnDetails(at: number, atlas: Atlas): readonly ColumnDetail[] {
  const columns = atlas.columns[at]!;
  const partitions = new Set(partitionFields(at, atlas).flatMap((field) => fieldColumn(field, columns) ?? []));
  const keys = new Set(atlas.keys[at]);
  const checks = checksByColumn(at, atlas);
  return columns.list.map((column, place) => {
    const { name, type, actualType, declared, traced, isAudit } = column;
    const description = atlas.descriptions[at]?.[place] ?? { text: '' };
    const constraints = declared?.constraints.map(constraintText) ?? [];
    return {
      name,
      ...(type !== undefined && { type }),
      ...(actualType !== undefined && { actualType }),
      description: description.text,
      ...(description.from && { from: [description.from[0], nameAt(description.from, atlas)] as const }),
      ...(declared && declared.tags.length > 0 && { tags: declared.tags }),
      ...(keys.has(name) && { isKey: true as const }),
      ...(isAudit && { isAudit: true as const }),
      ...(partitions.has(name) && { isPartition: true as const }),
      ...(constraints.length > 0 && { constraints }),
      checks: checks.get(place) ?? [],
      ...(traced?.how && { how: traced.how }),
      ...originOf(column, atlas),
      sql: traced?.sql ?? [],
      ...(traced?.undeclared && !declared && { undeclared: true as const }),
    };
  });
}

/** Inputs and uses by index; what they name is spelled as its node spells it. */
function originOf({ traced }: SiteColumn, atlas: Atlas): Pick<ColumnDetail, 'inputs' | 'uses' | 'unknown'> {
  const inputs = (traced?.inputs ?? []).flatMap((input) => {
    const found = locate(input, atlas);
    return found ? [[...found, input.how] as const] : [];
  });
  const isUnknown = traced?.unknown === true || inputs.length < (traced?.inputs.length ?? 0);
  return { inputs, uses: usesOf(traced?.uses ?? [], atlas), ...(isUnknown && { unknown: true as const }) };
}

export function usesOf<Use>(
  uses: readonly { readonly node: string; readonly column: string; readonly use: Use }[],
  atlas: Atlas,
): readonly (readonly [node: number, column: string, use: Use])[] {
  return uses.flatMap((used) => {
    const found = locate(used, atlas);
    return found ? [[...found, used.use] as const] : [];
  });
}

function locate(
  { node, column }: { readonly node: string; readonly column: string },
  { indexOf, columns }: Atlas,
): readonly [node: number, column: string] | undefined {
  const at = indexOf.get(node);
  const place = at === undefined ? undefined : columns[at]?.find(column);
  const name = at === undefined || place === undefined ? undefined : columns[at]?.list[place]?.name;
  return at === undefined || name === undefined ? undefined : [at, name];
}

function nameAt([node, place]: readonly [number, number], { columns }: Atlas): string {
  return columns[node]?.list[place]?.name ?? '';
}

function checksByColumn(at: number, { checksOf, checks, columns, subjects }: Atlas): ReadonlyMap<number, number[]> {
  const found = new Map<number, number[]>();
  if (subjects[at]?.kind === 'macro') return found;
  for (const check of checksOf[at] ?? []) {
    for (const column of columnsChecked(checks[check]!)) {
      const name = columnNamed(column, columns[at]!);
      const place = name === undefined ? undefined : columns[at]?.find(name);
      if (place === undefined) continue;
      const list = found.get(place);
      if (!list) found.set(place, [check]);
      else if (!list.includes(check)) list.push(check);
    }
  }
  return found;
}

/** The column that a test stands under, and those that a built-in test's arguments name. */
function columnsChecked({ test, column }: SiteCheck): readonly string[] {
  const own = column === undefined ? [] : [column];
  if (!('test' in test) || test.test.kind === 'singular') return own;
  const { name, arguments: args } = test.test;
  return [...own, ...(findCheck(name)?.columnsUsed({ arguments: args }) ?? [])];
}

/** As the table has them, else as they are configured. */
function partitionFields(at: number, { subjects, input }: Atlas): readonly string[] {
  const { id, item } = subjects[at]!;
  const actual = input.catalog.get(id)?.info.partitionedBy;
  if (actual) return actual;
  if (!item || !('resourceType' in item)) return [];
  if (item.resourceType === 'source') return item.external?.partitions.map(({ name }) => name) ?? [];
  return 'relation' in item ? (item.config.partitioned_by ?? []) : [];
}

/** The column of a partition field: `load_date`, `day(ts)`, and `bucket(id, 16)` with its arguments in either order. */
function fieldColumn(field: string, columns: Atlas['columns'][number]): string | undefined {
  const whole = columnNamed(field, columns);
  if (whole !== undefined) return whole;
  const [, inside = ''] = /^\s*\w+\s*\((.*)\)\s*$/s.exec(field) ?? [];
  for (const argument of [inside, ...inside.split(',')]) {
    const name = columnNamed(argument.trim().replace(/^`(.*)`$/s, '$1'), columns);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** `not_null`, `check (amount > 0)`, `foreign_key ref('dim_part') (part_id)`. */
function constraintText(constraint: JsonObject): string {
  const { type, expression, to, to_columns: columns } = constraint;
  const names = Array.isArray(columns) ? `(${columns.map(String).join(', ')})` : undefined;
  const parts = [type, to, names, typeof expression === 'string' ? `(${expression})` : undefined];
  return parts.filter((part) => typeof part === 'string').join(' ');
}
