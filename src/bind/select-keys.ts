import type { Expression, Select } from '../sql/tree.ts';
import type { BoundSelect, OutputColumn } from './bound.ts';
import { conjunctsOf } from './conjuncts.ts';
import { positions, smallest, type Key, type KeyFinder } from './keys.ts';
import { createKeys, type ExpressionKeys } from './queries/expression-keys.ts';
import { isConstant, positionsOf, relationKeys } from './relation-keys.ts';

/** The keys of a SELECT, by the positions of its columns. */
export function selectKeys(select: Select, finder: KeyFinder): readonly Key[] {
  const bound = finder.facts.select(select);
  const columns = bound?.columns;
  if (!columns) return [];
  const { facts, textAt } = finder;
  const outputs = outputPositions(columns, createKeys({ notes: facts, textAt }));
  const rows = bound.grouped || select.having ? groupKeys(select, bound, outputs) : rowKeys(select, bound, outputs, finder); // prettier-ignore
  const distinct = select.distinct ? [positions(columns.length)] : [];
  return smallest([...rows, ...rowNumberKeys(columns, outputs), ...distinct]);
}

interface Outputs {
  /** The position of a column that is this expression. */
  readonly of: (expression: Expression) => number | undefined;
  readonly ofField: (field: BoundSelect['fields'][number]) => number | undefined;
}

function outputPositions(columns: readonly OutputColumn[], keys: ExpressionKeys): Outputs {
  const found = new Map<number, number>();
  for (const [index, { made }] of columns.entries()) {
    if (made.by === 'expression') found.set(keys.of(made.expression), index);
    if (made.by === 'star') found.set(keys.ofField(made.field), index);
  }
  return { of: (expression) => found.get(keys.of(expression)), ofField: (field) => found.get(keys.ofField(field)) };
}

// The keys of GROUP BY, if all are selected; of grouping sets there are none, since a NULL may be a key or the lack of one.
function groupKeys(select: Select, { groupKeys: keys }: BoundSelect, outputs: Outputs): readonly Key[] {
  if (!select.groupBy) return [[]];
  if (select.groupBy.some(({ kind }) => kind !== 'expressions')) return [];
  return selected(keys.filter((key) => !isConstant(key)).map(outputs.of));
}

// The keys of FROM that are selected; columns that WHERE fixes to one value need not be.
function rowKeys(select: Select, { fields }: BoundSelect, outputs: Outputs, finder: KeyFinder): readonly Key[] {
  const keys = relationKeys(select.from, fields, finder);
  if (keys.length === 0) return [];
  const position = positionsOf(fields, finder.facts);
  const fixed = new Set(conjunctsOf(select.where).map((condition) => fixedBy(condition, position)));
  return keys.flatMap((key) => {
    const free = key.filter((at) => !fixed.has(at));
    return selected(free.map((at) => outputs.ofField(fields[at] as BoundSelect['fields'][number])));
  });
}

function fixedBy(condition: Expression, position: (expression: Expression) => number | undefined): number | undefined {
  if (condition.kind === 'is-null') return condition.not ? undefined : position(condition.operand);
  if (condition.kind !== 'binary' || condition.operator !== '=') return undefined;
  const { left, right } = condition;
  if (isConstant(right)) return position(left);
  return isConstant(left) ? position(right) : undefined;
}

// `row_number() OVER (PARTITION BY p …)` numbers the rows of each p from 1.
function rowNumberKeys(columns: readonly OutputColumn[], outputs: Outputs): readonly Key[] {
  return columns.flatMap(({ made }, index) => {
    if (made.by !== 'expression' || made.expression.kind !== 'call' || made.expression.name !== 'row_number') return [];
    const { over } = made.expression;
    if (!over || over.name !== undefined) return [];
    return selected([index, ...over.partitionBy.map(outputs.of)]);
  });
}

function selected(positionsFound: readonly (number | undefined)[]): readonly Key[] {
  const key = positionsFound.flatMap((position) => position ?? []);
  return key.length === positionsFound.length ? [key] : [];
}
