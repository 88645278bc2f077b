import type { Call, Column, Expression, Query, Select } from '../sql/tree.ts';
import type { TrinoType } from '../sql/types.ts';
import type {
  BoundQuery,
  BoundSelect,
  ColumnReference,
  Facts,
  ResolvedCall,
  TableMeaning,
  TableRelation,
  Value,
} from './bound.ts';

/** Where the binder writes down what it finds. One for each statement. */
export interface Notebook extends Facts {
  readonly setValue: (expression: Expression, value: Value) => Value;
  /** `undefined` takes one back: a lambda's body may be bound for several types of its parameters. */
  readonly setCoercion: (expression: Expression, type: TrinoType | undefined) => void;
  readonly setReference: (column: Column, reference: ColumnReference) => void;
  readonly setCall: (call: Call, resolved: ResolvedCall) => void;
  readonly setSelect: (select: Select, bound: BoundSelect) => BoundSelect;
  readonly setQuery: (query: Query, bound: BoundQuery) => BoundQuery;
  readonly setTable: (relation: TableRelation, meaning: TableMeaning) => void;
}

export function createNotebook(): Notebook {
  const values = new Map<Expression, Value>();
  const coercions = new Map<Expression, TrinoType>();
  const references = new Map<Column, ColumnReference>();
  const calls = new Map<Call, ResolvedCall>();
  const selects = new Map<Select, BoundSelect>();
  const queries = new Map<Query, BoundQuery>();
  const tables = new Map<TableRelation, TableMeaning>();
  return {
    value: (expression) => values.get(expression),
    coercion: (expression) => coercions.get(expression),
    reference: (column) => references.get(column),
    call: (call) => calls.get(call),
    select: (select) => selects.get(select),
    query: (query) => queries.get(query),
    table: (relation) => tables.get(relation),
    setValue: (expression, value) => {
      values.set(expression, value);
      return value;
    },
    setCoercion: (expression, type) => void (type ? coercions.set(expression, type) : coercions.delete(expression)),
    setReference: (column, reference) => void references.set(column, reference),
    setCall: (call, resolved) => void calls.set(call, resolved),
    setSelect: (select, bound) => {
      selects.set(select, bound);
      return bound;
    },
    setQuery: (query, bound) => {
      queries.set(query, bound);
      return bound;
    },
    setTable: (relation, meaning) => void tables.set(relation, meaning),
  };
}
