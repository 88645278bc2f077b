import type { Field } from '../../bind/bound.ts';
import type { Relation, Select, SelectItem } from '../tree.ts';
import { sameType, type TrinoType } from '../types.ts';
import { duckDbType } from './duckdb-type.ts';
import { identifier, type Emitter } from './emitter.ts';

type Star = Extract<SelectItem, { kind: 'star' }>;

/**
 * The columns that `*` or `t.*` stand for, where DuckDB has others: the columns of JOIN … USING come first in Trino, and are none of either
 * side's own. Undefined: the star may stay.
 */
export function expandedStar(item: Star, select: Select, emitter: Emitter): string | undefined {
  if (!select.from.some(hasUsing)) return undefined;
  const fields = emitter.facts?.select(select)?.fields;
  const of = item.of?.map((part) => part.toLowerCase());
  const columns = fields?.filter((field) => !of || isOf(field, of)).map(columnName);
  return columns && columns.length > 0 && !columns.includes(undefined) ? columns.join(', ') : undefined;
}

export function hasUsing(relation: Relation): boolean {
  for (let at = relation; at.kind === 'join'; at = at.left)
    if (at.using !== undefined || hasUsing(at.right)) return true;
  return false;
}

function isOf({ qualifier, from }: Field, of: readonly string[]): boolean {
  if (from.kind === 'merged' || !qualifier) return false;
  const names = qualifier.slice(-of.length).map((part) => part.toLowerCase());
  return names.length === of.length && names.every((name, index) => name === of[index]);
}

// DuckDB gives the left side's type.
function mergedColumn(name: string, left: Field, right: Field, type: TrinoType | undefined): string {
  const differs = left.type && right.type && !sameType(left.type, right.type);
  const wanted = differs && type ? duckDbType(type) : undefined;
  return wanted === undefined ? identifier(name) : `CAST(${identifier(name)} AS ${wanted}) AS ${identifier(name)}`;
}

function columnName({ name, qualifier, from, type }: Field): string | undefined {
  if (name === undefined) return undefined;
  if (from.kind === 'merged') return mergedColumn(name, from.left, from.right, type);
  if (!qualifier) return identifier(name);
  return [...qualifier, name].map(identifier).join('.');
}
