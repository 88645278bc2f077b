import { relationKey, type RelationName, type TableSize } from '../engines/engine.ts';
import { quoteRelation } from '../sql/quote.ts';
import { queryCost, type Price } from './price.ts';
import { billedKind } from './statement-kind.ts';

/** A node's statements as they will be sent. */
export interface PlannedReads {
  readonly id: string;
  readonly statements: readonly { readonly sql: string; readonly writes?: RelationName }[];
  /** Relations that the statements may name. */
  readonly relations: readonly RelationName[];
}

export interface EstimateContext {
  readonly sizes: ReadonlyMap<string, TableSize>;
  /** Keys of the tables behind a view, by the view's key; a table is not in it. */
  readonly behind: (key: string) => readonly string[] | undefined;
  readonly price?: Price | undefined;
}

/** What statements read when every table that they name is read whole, once for each time it is named. */
export interface Estimate {
  readonly bytes: number;
  readonly costUsd?: number;
  /** Statements that are billed by what they read. */
  readonly queries: number;
  /** Keys of relations named whose size is not known: not built yet, or kept by something else. Sorted. */
  readonly unknown: readonly string[];
}

/**
 * An upper bound by node, from the sizes that the warehouse knows before the run: columns and partitions that are not read make it less.
 * It counts the times that a table's name stands in a statement; an engine that evaluates a common table expression twice reads it twice.
 */
export function estimateReads(
  nodes: readonly PlannedReads[],
  context: EstimateContext,
): { readonly byNode: ReadonlyMap<string, Estimate>; readonly total: Estimate } {
  const byNode = new Map(nodes.map((node) => [node.id, estimateNode(node, context)]));
  return { byNode, total: sumEstimates([...byNode.values()]) };
}

function estimateNode({ statements, relations }: PlannedReads, context: EstimateContext): Estimate {
  const named = new Map(relations.map((relation) => [relationKey(relation), quoteRelation(relation, 'athena')]));
  const estimates = statements
    .filter(({ sql }) => billedKind(sql) === 'query')
    .map(({ sql, writes }) => estimateStatement(sql, writes, named, context));
  return sumEstimates(estimates);
}

function estimateStatement(
  sql: string,
  writes: RelationName | undefined,
  named: ReadonlyMap<string, string>,
  { sizes, behind, price }: EstimateContext,
): Estimate {
  const text = withoutComments(sql);
  // What is only written to is not read: a MERGE reads its target.
  const written = writes && /^\s*(INSERT|CREATE)\b/i.test(text) ? relationKey(writes) : undefined;
  const unknown = new Set<string>();
  let bytes = 0;
  for (const [key, quoted] of named) {
    const times = text.split(quoted).length - 1 - (key === written ? 1 : 0);
    if (times <= 0) continue;
    for (const table of behind(key) ?? [key]) {
      const size = sizes.get(table);
      if (size) bytes += size.bytes * times;
      else unknown.add(table);
    }
  }
  return {
    bytes,
    queries: 1,
    unknown: [...unknown].sort(),
    ...(price && { costUsd: queryCost(bytes, price) }),
  };
}

function sumEstimates(estimates: readonly Estimate[]): Estimate {
  const costs = estimates.flatMap(({ costUsd }) => costUsd ?? []);
  const add = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  return {
    bytes: add(estimates.map(({ bytes }) => bytes)),
    queries: add(estimates.map(({ queries }) => queries)),
    unknown: [...new Set(estimates.flatMap(({ unknown }) => unknown))].sort(),
    ...(costs.length > 0 && { costUsd: add(costs) }),
  };
}

const COMMENT_OR_QUOTED = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g;

function withoutComments(sql: string): string {
  return sql.replace(COMMENT_OR_QUOTED, (piece) => (piece.startsWith("'") ? "''" : ' '));
}
