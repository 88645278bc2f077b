import type { Body, CommonTable, Query, SelectItem, SetOperation, With } from '../tree.ts';
import { isEmpty, list, nameOf, namesOf, nodeOf, type Data, type Node } from './node.ts';
import { readFrom } from './read-from.ts';
import { readGroupBy } from './read-group-by.ts';
import { onlyKnown, optional, readNode, refuse, type Reader } from './reader.ts';
import { readOrderings, readWindow } from './read-window.ts';

const SET_OPERATORS = ['union', 'intersect', 'except'] as const;
const TAIL = ['with', 'order_by', 'limit', 'offset', 'fetch'] as const;

/** Reads a SELECT, VALUES, set operation, or one in parentheses, with what may follow it. */
export function readQuery(reader: Reader, value: unknown): Query {
  const node = readNode(reader, value);
  if (node.kind === 'subquery') return readParenthesised(reader, node);
  const body = readBody(reader, node);
  return { ...readTail(reader, node.data), body };
}

function readTail(reader: Reader, data: Data): Omit<Query, 'body'> {
  const fetch = isEmpty(data['fetch']) ? undefined : (data['fetch'] as Data);
  if (fetch) onlyKnown(reader, { kind: 'FETCH', data: fetch }, 'direction', 'count', 'rows', 'with_ties');
  return {
    with: isEmpty(data['with']) ? undefined : readWith(reader, data['with'] as Data),
    orderBy: readOrderings(reader, data['order_by']),
    offset: optional(reader, unwrapped(data['offset'])),
    limit: fetch ? (optional(reader, fetch['count']) ?? ONE) : readLimit(reader, unwrapped(data['limit'])),
    withTies: fetch?.['with_ties'] === true,
  };
}

const ONE = { kind: 'literal', type: 'number', value: '1' } as const;

function unwrapped(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'this' in value ? value.this : value;
}

function readLimit(reader: Reader, value: unknown): Query['limit'] {
  const limit = optional(reader, value);
  const all = limit?.kind === 'column' && limit.parts.length === 1 && limit.parts[0]?.toLowerCase() === 'all';
  return all ? undefined : limit;
}

// A query in parentheses may have its own ORDER BY and LIMIT inside, and others outside.
function readParenthesised(reader: Reader, node: Node): Query {
  onlyKnown(reader, node, 'this', ...TAIL);
  const query = readQuery(reader, node.data['this']);
  const tail = readTail(reader, node.data);
  const bare = !tail.with && tail.orderBy.length === 0 && !tail.limit && !tail.offset;
  return bare ? query : { ...tail, body: { kind: 'query', query } };
}

function readBody(reader: Reader, node: Node): Body {
  switch (node.kind) {
    case 'select':
      return readSelect(reader, node);
    case 'values':
      onlyKnown(reader, node, 'expressions', 'alias', ...TAIL);
      return { kind: 'values', rows: list(node.data['expressions']).map((row) => readValuesRow(reader, row)) };
    case 'union':
    case 'intersect':
    case 'except':
      return readSetOperation(reader, node);
    case 'subquery':
      return { kind: 'query', query: readParenthesised(reader, node) };
    default:
      return refuse(reader, `"${node.kind.replaceAll('_', ' ')}"`);
  }
}

// `VALUES 1, 2` and `VALUES (1), (2)` have one column each.
function readValuesRow(reader: Reader, value: unknown): Query['limit'] & object {
  const items = list((value as Data)['expressions']).map(reader.expression);
  return { kind: 'row', items };
}

interface Step {
  readonly operator: SetOperation['operator'];
  readonly all: boolean;
  readonly right: Body;
}

// The parser chains set operations from the left whatever their rank; in Trino INTERSECT binds tighter.
function readSetOperation(reader: Reader, node: Node): Body {
  const { first, steps } = chain(reader, node);
  const terms: { body: Body; operator: SetOperation['operator']; all: boolean }[] = [];
  let current = first;
  let link: Pick<Step, 'operator' | 'all'> = { operator: 'union', all: true };
  for (const step of steps) {
    if (step.operator === 'intersect') {
      current = { kind: 'set-operation', operator: 'intersect', all: step.all, left: current, right: step.right };
    } else {
      terms.push({ body: current, ...link });
      link = step;
      current = step.right;
    }
  }
  terms.push({ body: current, operator: link.operator, all: link.all });
  return terms
    .slice(1)
    .reduce<Body>(
      (left, { body, operator, all }) => ({ kind: 'set-operation', operator, all, left, right: body }),
      (terms[0] as { body: Body }).body,
    );
}

function chain(reader: Reader, node: Node): { first: Body; steps: Step[] } {
  const operator = SET_OPERATORS.find((candidate) => candidate === node.kind);
  if (!operator) return { first: readBody(reader, node), steps: [] };
  onlyKnown(reader, node, 'left', 'right', 'all', 'distinct', ...TAIL);
  const left = chain(reader, readNode(reader, node.data['left']));
  const right = readBody(reader, readNode(reader, node.data['right']));
  return { first: left.first, steps: [...left.steps, { operator, all: node.data['all'] === true, right }] };
}

function readWith(reader: Reader, data: Data): With {
  onlyKnown(reader, { kind: 'WITH', data }, 'ctes', 'recursive');
  return { recursive: data['recursive'] === true, tables: list(data['ctes']).map((table) => readTable(reader, table)) };
}

function readTable(reader: Reader, value: unknown): CommonTable {
  const data = value as Data;
  onlyKnown(reader, { kind: 'WITH', data }, 'alias', 'this', 'columns');
  return { name: nameOf(data['alias']) ?? '', columns: namesOf(data['columns']), query: reader.query(data['this']) };
}

function readSelect(reader: Reader, node: Node): Body {
  const { data } = node;
  const known = ['expressions', 'from', 'joins', 'where_clause', 'group_by', 'having', 'distinct', 'windows', ...TAIL];
  onlyKnown(reader, node, ...known);
  return {
    kind: 'select',
    distinct: data['distinct'] === true,
    items: list(data['expressions']).map((item) => readItem(reader, item)),
    from: readFrom(reader, data),
    where: optional(reader, unwrapped(data['where_clause'])),
    groupBy: isEmpty(data['group_by']) ? undefined : readGroupBy(reader, data['group_by'] as Data),
    having: optional(reader, unwrapped(data['having'])),
    windows: list(data['windows']).map((window) => {
      const { name, spec } = window as Data;
      return { name: nameOf(name) ?? '', window: readWindow(reader, spec as Data) };
    }),
  };
}

function readItem(reader: Reader, value: unknown): SelectItem {
  const node = nodeOf(value);
  if (node?.kind === 'star') {
    onlyKnown(reader, node, 'table');
    const of = nameOf(node.data['table']);
    return { kind: 'star', ...(of !== undefined && { of: of.split('.') }) };
  }
  if (node?.kind === 'dot' && nameOf(node.data['field']) === '*') {
    return { kind: 'row-star', operand: reader.expression(node.data['this']) };
  }
  if (node?.kind !== 'alias') return { kind: 'expression', expression: reader.expression(value) };
  onlyKnown(reader, node, 'this', 'alias');
  return {
    kind: 'expression',
    expression: reader.expression(node.data['this']),
    alias: nameOf(node.data['alias']) ?? '',
  };
}
