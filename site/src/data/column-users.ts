import type { ColumnDetail, CheckRow, Relations } from '../../../src/docs/site-data.ts';
import { counted } from '../format/figures.ts';
import type { ColumnEdge, ColumnGraph, ColumnUse } from './column-graph.ts';
import { usesText } from './use-words.ts';

/** Who depends on a column directly. */
export interface ColumnUsers {
  /** Columns that take its value. */
  readonly consumers: readonly ColumnEdge[];
  /** Other nodes, or single columns of theirs, that join, filter, … by it. */
  readonly users: readonly ColumnUse[];
  /** Columns of others that refer to it: foreign keys, and `relationships` tests with their test. */
  readonly references: readonly ColumnReference[];
}

export interface ColumnReference {
  readonly node: number;
  readonly columns: readonly string[];
  readonly check?: CheckRow;
}

/** What is asked for the users of a node's columns. */
export interface ColumnsKnown {
  readonly graph: ColumnGraph;
  /** Those that end at the node. */
  readonly relations: Relations['relations'];
  readonly checks: readonly CheckRow[];
}

/** The users of a column of a node; none of one that the index of columns does not have. */
export function columnUsers({ graph, relations, checks }: ColumnsKnown, node: number, name: string): ColumnUsers {
  const column = graph.columnOf(node, name);
  const references = relations.filter(({ to, toColumns }) => to === node && toColumns.includes(name));
  return {
    consumers: column < 0 ? [] : graph.consumers({ node, column }),
    users: column < 0 ? [] : graph.users({ node, column }).filter((user) => user.node !== node),
    references: references.map(({ from, columns, check }) => {
      const guard = check === undefined ? undefined : checks[check];
      return { node: from, columns, ...(guard && { check: guard }) };
    }),
  };
}

/** Tests that break without the column: its own, and those of columns that refer to it. */
export function columnTests(
  { checks }: Pick<ColumnDetail, 'checks'>,
  { references }: ColumnUsers,
  all: readonly CheckRow[],
): readonly CheckRow[] {
  const own = checks.map((check) => all[check]);
  return [...new Set([...own, ...references.map(({ check }) => check)])].filter((check) => check !== undefined);
}

/** `1 column`, `2 joins, 1 filter`, `1 reference`; empty where nobody uses it. */
export function columnUsersParts({ consumers, users, references }: ColumnUsers): readonly string[] {
  return [
    consumers.length > 0 ? counted(consumers.length, 'column') : '',
    usesText(users),
    references.length > 0 ? counted(references.length, 'reference') : '',
  ].filter((part) => part !== '');
}
