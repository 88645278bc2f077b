import type { BoundStatement } from '../bind/bind.ts';
import type { OutputColumn } from '../bind/bound.ts';
import type { CommonTable, TextRange } from '../sql/tree.ts';
import { formatTrinoType } from '../sql/types.ts';
import { createFingerprints, type Fingerprints } from './fingerprint.ts';
import { longChain } from './long-chain.ts';
import type { ColumnLineage, ColumnUse, Fragment, StatementLineage } from './lineage.ts';
import { traceColumn, traceField } from './trace-column.ts';
import { traceExpression } from './trace-expression.ts';
import { traceRecursion } from './trace-recursion.ts';
import { traceRows } from './trace-rows.ts';
import {
  gathering,
  NOTHING,
  usesOf,
  type Gathering,
  type Origin,
  type Trace,
  type Tracing,
  type Uses,
} from './tracing.ts';

/**
 * Says of each column that a statement returns where it comes from, through common tables, subqueries, set operations, UNNEST and windows, and
 * on which columns it depends which rows there are. Columns of ephemeral models are inputs of their own: their relation is the name of the
 * common table that stands for the model. What the binder could not resolve is marked as unknown.
 */
export function traceColumns({ statement, columns, facts }: BoundStatement): StatementLineage {
  const tracing = createTracing(facts);
  const fingerprints = createFingerprints(facts, tracing.seen);
  for (const table of longChain(statement.query, facts)) {
    tracing.tableRows(table);
    fingerprints.rows(table.query);
    for (const column of facts.query(table.query)?.columns ?? []) {
      tracing.column(column);
      fingerprints.column(column);
    }
  }
  const rows = gathering();
  tracing.rows(statement.query, rows);
  const { text } = statement.source;
  const traced = columns?.map((column, index) => lineageOf(column, index, { tracing, fingerprints, text }));
  const isUnknown = rows.unknown || !traced || traced.some(({ unknown }) => unknown);
  return {
    ...(traced && { columns: traced }),
    indirect: usesIn(rows.indirect),
    relations: [...tracing.seen.relations].sort(),
    fingerprint: fingerprints.rows(statement.query),
    ...(isUnknown && { unknown: true }),
  };
}

function createTracing(facts: Tracing['facts']): Tracing {
  const origins = new Map<string, Map<string, Origin>>();
  const columns = new Map<OutputColumn, Trace>();
  const tables = new Map<CommonTable, Gathering>();
  const tracing: Tracing = {
    facts,
    origin: (relation, column) => {
      const known = origins.get(relation) ?? new Map<string, Origin>();
      origins.set(relation, known);
      const key = column.toLowerCase();
      const found = known.get(key) ?? { relation, column };
      known.set(key, found);
      return found;
    },
    column: (column) => {
      const known = columns.get(column);
      if (known) return known;
      // A recursive common table may lead back to itself: what it adds is found by the way that led here.
      columns.set(column, NOTHING);
      const trace = traceColumn(column, tracing);
      columns.set(column, trace);
      return trace;
    },
    field: (field) => traceField(field, tracing),
    expression: (expression, as, into) => traceExpression(expression, as, into, tracing),
    rows: (query, into) => traceRows(query, into, tracing),
    tableRows: (table) => {
      const known = tables.get(table);
      if (known) return known;
      const into = gathering();
      tables.set(table, into);
      traceRows(table.query, into, tracing);
      // What a recursive table's rows hang on is known when its columns are.
      if (traceRecursion(table, tracing)) traceRows(table.query, into, tracing);
      return into;
    },
    forget: () => columns.clear(),
    seen: {
      relations: new Set(),
      windows: new Map(),
      guesses: new Map(),
      excepts: new Set(),
      merged: new Map(),
      unnested: new Map(),
      recursive: new Map(),
      ephemeral: new Map(),
    },
  };
  return tracing;
}

interface Reading {
  readonly tracing: Tracing;
  readonly fingerprints: Fingerprints;
  readonly text: string;
}

function lineageOf(column: OutputColumn, index: number, { tracing, fingerprints, text }: Reading): ColumnLineage {
  const { inputs, indirect, made, how, unknown } = tracing.column(column);
  return {
    name: column.name ?? `_col${index}`,
    ...(column.type && { type: formatTrinoType(column.type) }),
    how,
    inputs: [...inputs].map(([{ relation, column: name }, own]) => ({ relation, column: name, how: own })),
    indirect: usesIn(indirect),
    made: fragmentsOf(made, text),
    ...(column.at && { item: fragmentAt(column.at, text) }),
    fingerprint: fingerprints.column(column),
    ...(unknown && { unknown: true }),
  };
}

function usesIn(uses: Uses): readonly ColumnUse[] {
  return [...uses].flatMap(([{ relation, column }, bits]) => usesOf(bits).map((use) => ({ relation, column, use })));
}

/** Branches that are made by the same text are told once. */
function fragmentsOf(made: readonly TextRange[], text: string): readonly Fragment[] {
  const fragments = new Map<string, Fragment>();
  for (const at of made) {
    const fragment = fragmentAt(at, text);
    if (!fragments.has(fragment.sql)) fragments.set(fragment.sql, fragment);
  }
  return [...fragments.values()];
}

function fragmentAt(at: TextRange, text: string): Fragment {
  return { sql: text.slice(at.start, at.end), at: { start: at.start, end: at.end } };
}
