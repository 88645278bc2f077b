import type { BoundStatement } from '../../bind/bind.ts';
import type { Field, Made, OutputColumn } from '../../bind/bound.ts';
import { forEachNode, isQuery } from '../../lineage/nodes.ts';
import type { Column, Query, Select } from '../../sql/tree.ts';
import { formatTrinoType } from '../../sql/types.ts';

/** Says how a column of a node or source is called in the comparison. */
export type NameOf = (id: string, column: string) => string;

/**
 * A text that is the same for two statements if they mean the same but for the names of columns: each name is replaced by what it refers to.
 * A name that would be captured by another scope gives another text.
 */
export function canonicalText({ statement, facts, columns }: BoundStatement, nameOf: NameOf): string {
  const numbers = new Map<Made, number>();
  const number = (column: OutputColumn): void => {
    if (numbers.has(column.made)) return;
    numbers.set(column.made, numbers.size);
    if (column.made.by !== 'set-operation') return;
    number(column.made.left);
    number(column.made.right);
  };
  forEachNode(statement.query, (node) => {
    if (isQuery(node)) facts.query(node as Query)?.columns?.forEach(number);
    else if ('kind' in node && node.kind === 'select') facts.select(node as Select)?.columns?.forEach(number);
  });
  const field = ({ from, qualifier }: Field): unknown => {
    switch (from.kind) {
      case 'table':
        return ['table', qualifier, from.table.id, nameOf(from.table.id, from.column)];
      case 'output':
        return ['output', qualifier, numbers.get(from.column.made)];
      case 'merged':
        return ['merged', field(from.left), field(from.right)];
      case 'unnest':
        return ['unnest', qualifier, from.part ?? null, from.argument ? 'item' : 'ordinal'];
      case 'generated':
        return ['generated', qualifier];
    }
  };
  const output = ({ made, type, nullable }: OutputColumn): unknown => [
    made.by,
    made.by === 'star' ? field(made.field) : null,
    type ? formatTrinoType(type) : null,
    nullable,
  ];
  const reference = (column: Column): unknown => {
    const found = facts.reference(column);
    if (!found) return ['unknown', column.parts];
    if (found.kind === 'parameter') return ['parameter', found.name];
    if (found.kind === 'output') return ['own', numbers.get(found.column.made)];
    return ['field', field(found.field), found.depth, column.parts.slice(found.parts)];
  };
  const written = JSON.stringify(statement.query, function (this: object, key: string, value: unknown): unknown {
    if (key === 'at') return undefined;
    if (key === 'alias' && typeof value === 'string') return undefined;
    if ((key === 'using' || key === 'columns') && Array.isArray(value)) return value.length;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    if ('kind' in value && value.kind === 'column') return reference(value as Column);
    if ('kind' in value && value.kind === 'select')
      return { ...value, made: (facts.select(value as unknown as Select)?.columns ?? []).map(output) };
    return value;
  });
  return `${written}\n${JSON.stringify((columns ?? []).map(output))}`;
}
