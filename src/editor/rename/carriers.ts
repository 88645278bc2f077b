import type { Field, Made, OutputColumn } from '../../bind/bound.ts';
import type { BoundStatement } from '../../bind/bind.ts';
import type { Alias, CommonTable, Expression, Query, Relation, Select, SelectItem } from '../../sql/tree.ts';
import { forEachNode, isQuery } from '../../lineage/nodes.ts';
import { sameName } from './words.ts';

/** What a name in a query belongs to; two names of one carrier are always the same. */
export type Carrier =
  /** A column of a node or source. */
  | { readonly kind: 'table'; readonly id: string; readonly column: string }
  /** A column that a query in the statement returns. */
  | { readonly kind: 'output'; readonly column: OutputColumn }
  /** A name in the list behind a relation's alias or a common table's name. */
  | { readonly kind: 'listed'; readonly by: Alias | CommonTable; readonly index: number }
  /** A column of JOIN … USING. */
  | { readonly kind: 'merged'; readonly left: Carrier; readonly right: Carrier }
  /** A field of rows that UNNEST opens, and what else has its name from elsewhere. */
  | { readonly kind: 'other' };

type ExpressionItem = Extract<SelectItem, { readonly kind: 'expression' }>;

/** The parts of a bound statement that names hang on. */
export interface Carriers {
  readonly ofField: (field: Field) => Carrier;
  readonly ofOutput: (column: OutputColumn) => Carrier;
  /** What an expression that is a column's name and nothing more refers to. */
  readonly ofReference: (expression: Expression) => Carrier | undefined;
  /** The item of SELECT that makes a column. */
  readonly itemOf: (column: OutputColumn) => ExpressionItem | undefined;
  /** Columns that queries of the statement return, those within set operations too. */
  readonly outputs: readonly OutputColumn[];
  /** Columns of JOIN … USING, each with its name and the SELECT that joins. */
  readonly merged: readonly MergedColumn[];
  /** A name in a list, by its position. */
  readonly listed: (by: Alias | CommonTable, index: number) => Carrier;
  readonly selects: readonly Select[];
}

export interface MergedColumn {
  readonly select: Select;
  readonly name: string;
  readonly carrier: Extract<Carrier, { readonly kind: 'merged' }>;
}

export function carriersOf({ statement, facts }: BoundStatement): Carriers {
  const selects: Select[] = [];
  const queries: Query[] = [];
  const tables: CommonTable[] = [];
  forEachNode(statement.query, (node) => {
    if (isQuery(node)) queries.push(node as Query);
    if ('kind' in node && node.kind === 'select') selects.push(node as Select);
    if ('tables' in node && 'recursive' in node) tables.push(...(node.tables as readonly CommonTable[]));
  });
  const lists = new Map<Alias | CommonTable, Map<number, Carrier>>();
  const fieldLists = new Map<Field['from'], Carrier>();
  const madeLists = new Map<Made, { readonly original: OutputColumn; readonly carrier: Carrier }>();
  const made = new Map<Made, Carrier>();
  const others = new Map<Field['from'], Carrier>();
  const tableColumns = new Map<string, Carrier>();
  const items = new Map<Made, ExpressionItem>();
  const outputs = new Map<Made, OutputColumn>();

  const listed = (by: Alias | CommonTable, index: number): Carrier => {
    const known = lists.get(by) ?? new Map<number, Carrier>();
    lists.set(by, known);
    return cached(known, index, () => ({ kind: 'listed', by, index }));
  };
  const cached = <K>(map: Map<K, Carrier>, key: K, make: () => Carrier): Carrier => {
    const known = map.get(key) ?? make();
    map.set(key, known);
    return known;
  };
  for (const by of tables) {
    if (by.columns.length === 0) continue;
    facts.query(by.query)?.columns?.forEach((original, index) => {
      madeLists.set(original.made, { original, carrier: listed(by, index) });
    });
  }
  const ofOutput = (column: OutputColumn): Carrier => {
    const named = madeLists.get(column.made);
    if (named && named.original !== column) return named.carrier;
    return cached(made, column.made, () => ({ kind: 'output', column }));
  };
  const ofField = (field: Field): Carrier => {
    const { from } = field;
    const named = fieldLists.get(from);
    if (named) return named;
    if (from.kind === 'output') return ofOutput(from.column);
    if (from.kind === 'table') {
      const { id } = from.table;
      const column = from.column.toLowerCase();
      return cached(tableColumns, `${id}\n${column}`, () => ({ kind: 'table', id, column }));
    }
    if (from.kind === 'merged')
      return cached(others, from, () => ({ kind: 'merged', left: ofField(from.left), right: ofField(from.right) }));
    return cached(others, from, () => ({ kind: 'other' }));
  };

  for (const select of selects) {
    const fields = (facts.select(select)?.fields ?? []).flatMap(unmerged);
    for (const alias of select.from.flatMap(listsIn)) {
      alias.columns.forEach((name, index) => {
        const field = fields.find((one) => sameName(one.name, name) && sameName(one.qualifier?.[0], alias.name));
        if (field) fieldLists.set(field.from, listed(alias, index));
      });
    }
  }
  const collect = (column: OutputColumn): void => {
    if (outputs.has(column.made)) return;
    outputs.set(column.made, column);
    if (column.made.by !== 'set-operation') return;
    collect(column.made.left);
    collect(column.made.right);
  };
  for (const select of selects) {
    const byExpression = new Map<object, ExpressionItem>();
    for (const item of select.items) if (item.kind === 'expression') byExpression.set(item.expression, item);
    for (const column of facts.select(select)?.columns ?? []) {
      collect(column);
      const item = column.made.by === 'expression' ? byExpression.get(column.made.expression) : undefined;
      if (item) items.set(column.made, item);
    }
  }
  for (const query of queries) facts.query(query)?.columns?.forEach(collect);
  const merged = selects.flatMap((select) =>
    (facts.select(select)?.fields ?? []).flatMap(mergedIn).flatMap((field): MergedColumn[] => {
      const carrier = ofField(field);
      return carrier.kind === 'merged' ? [{ select, name: field.name ?? '', carrier }] : [];
    }),
  );
  return {
    ofField,
    ofOutput,
    ofReference: (expression) => {
      const reference = expression.kind === 'column' ? facts.reference(expression) : undefined;
      if (expression.kind !== 'column' || reference?.kind !== 'field') return undefined;
      return reference.parts === expression.parts.length ? ofField(reference.field) : undefined;
    },
    itemOf: (column) => items.get(column.made),
    outputs: [...outputs.values()],
    merged,
    listed,
    selects,
  };
}

function unmerged(field: Field): readonly Field[] {
  const { from } = field;
  return from.kind === 'merged' ? [...unmerged(from.left), ...unmerged(from.right)] : [field];
}

function mergedIn(field: Field): readonly Field[] {
  const { from } = field;
  return from.kind === 'merged' ? [field, ...mergedIn(from.left), ...mergedIn(from.right)] : [];
}

/** Aliases with lists of names in one relation of FROM, its subqueries left aside. */
function listsIn(relation: Relation): readonly Alias[] {
  if (relation.kind === 'join') return [...listsIn(relation.left), ...listsIn(relation.right)];
  if (relation.kind === 'sample') return listsIn(relation.relation);
  return relation.alias && relation.alias.columns.length > 0 ? [relation.alias] : [];
}
