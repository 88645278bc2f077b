import { parseTrinoType, type TrinoType } from '../sql/types.ts';
import type { ContractColumn } from './fingerprint.ts';

/** How a column differs from before, as its readers see it. */
export type ColumnChange =
  | { readonly kind: 'added' | 'removed'; readonly column: string }
  | { readonly kind: 'renamed'; readonly column: string; readonly to: string }
  | { readonly kind: 'retyped' | 'widened'; readonly column: string; readonly from: string; readonly to: string }
  | { readonly kind: 'made nullable' | 'made not null'; readonly column: string };

const BREAKING: readonly ColumnChange['kind'][] = ['removed', 'renamed', 'retyped', 'made nullable'];

/** Whether who reads the column has to change with it. */
export function isBreaking({ kind }: ColumnChange): boolean {
  return BREAKING.includes(kind);
}

/**
 * What became of each column, in the order of the earlier ones. One column that is gone and one new one of the same type at its place are one
 * that was renamed. Types that are not known on both sides are no difference.
 */
export function columnChanges(before: readonly ContractColumn[], after: readonly ContractColumn[]): ColumnChange[] {
  const now = new Map(after.map((column) => [column.name, column]));
  const then = new Set(before.map(({ name }) => name));
  const added = after.filter(({ name }) => !then.has(name));
  const removed = before.filter(({ name }) => !now.has(name));
  const renamed = new Map(removed.flatMap((column) => successor(column, before, after, added)));
  const successors = new Set(renamed.values());
  return [
    ...before.flatMap((column): ColumnChange[] => {
      const same = now.get(column.name);
      if (same) return changesOf(column, same);
      const to = renamed.get(column.name);
      return [to ? { kind: 'renamed', column: column.name, to } : { kind: 'removed', column: column.name }];
    }),
    ...added.filter(({ name }) => !successors.has(name)).map(({ name }) => ({ kind: 'added', column: name }) as const),
  ];
}

function successor(
  column: ContractColumn,
  before: readonly ContractColumn[],
  after: readonly ContractColumn[],
  added: readonly ContractColumn[],
): [string, string][] {
  const candidate = after[before.indexOf(column)];
  const isNew = candidate !== undefined && added.includes(candidate);
  return isNew && candidate.type !== undefined && candidate.type === column.type ? [[column.name, candidate.name]] : [];
}

function changesOf(before: ContractColumn, after: ContractColumn): ColumnChange[] {
  const changes: ColumnChange[] = [];
  const { name: column, type: from } = before;
  const { type: to } = after;
  if (from !== undefined && to !== undefined && from !== to)
    changes.push({ kind: isWidening(from, to) ? 'widened' : 'retyped', column, from, to });
  if (before.nullable !== after.nullable)
    changes.push({ kind: after.nullable ? 'made nullable' : 'made not null', column });
  return changes;
}

const WHOLE_NUMBERS: readonly string[] = ['tinyint', 'smallint', 'integer', 'bigint'];

/** Whether every value of one type is a value of the other, read by the same code. */
export function isWidening(fromText: string, toText: string): boolean {
  const from = parseTrinoType(fromText);
  const to = parseTrinoType(toText);
  return from !== undefined && to !== undefined && widens(from, to);
}

function widens(from: TrinoType, to: TrinoType): boolean {
  if (from.kind === 'varchar' && to.kind === 'varchar')
    return to.length === undefined || (from.length !== undefined && from.length <= to.length);
  if (from.kind === 'decimal' && to.kind === 'decimal')
    return from.scale <= to.scale && from.precision - from.scale <= to.precision - to.scale;
  if ((from.kind === 'time' || from.kind === 'timestamp') && to.kind === from.kind)
    return from.withTimeZone === to.withTimeZone && from.precision <= to.precision;
  if (from.kind === 'real') return to.kind === 'double';
  const rank = WHOLE_NUMBERS.indexOf(from.kind);
  return rank >= 0 && WHOLE_NUMBERS.indexOf(to.kind) > rank;
}

/** One change in words: `"amount" is integer instead of bigint`. */
export function describeChange(change: ColumnChange): string {
  const name = `"${change.column}"`;
  switch (change.kind) {
    case 'renamed':
      return `${name} is now "${change.to}"`;
    case 'retyped':
    case 'widened':
      return `${name} is ${change.to} instead of ${change.from}`;
    case 'made nullable':
      return `${name} may now be NULL`;
    case 'made not null':
      return `${name} must not be NULL any more`;
    default:
      return `${name} is ${change.kind === 'added' ? 'new' : 'gone'}`;
  }
}
