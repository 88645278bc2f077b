import type { Binary, Case, Column, Expression, Literal, TypedLiteral } from '../tree.ts';
import { isEmpty, list, nameOf, namesOf, nodeOf, type Data, type Node } from './node.ts';
import { readCall } from './read-call.ts';
import { readType } from './read-type.ts';
import { around, onlyKnown, optional, rangeOf, readNode, refuse, type Reader } from './reader.ts';

const BINARY: Readonly<Record<string, Binary['operator']>> = {
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  mod: '%',
  concat: '||',
  eq: '=',
  neq: '<>',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  and: 'and',
  or: 'or',
  null_safe_eq: 'is not distinct from',
  null_safe_neq: 'is distinct from',
};

/** Reads an expression; refuses, by name, a node that is not known to mean the same in Trino. */
export function readExpression(reader: Reader, value: unknown): Expression {
  const node = readNode(reader, value);
  const operator = Object.hasOwn(BINARY, node.kind) ? BINARY[node.kind] : undefined;
  if (operator) return readBinary(reader, node, operator);
  return (
    readSimple(reader, node) ?? readPredicate(reader, node) ?? readRowOrCall(reader, node) ?? unknown(reader, node)
  );
}

function readRowOrCall(reader: Reader, node: Node): Expression | undefined {
  const call = readCall(reader, node);
  return call?.name === 'row' ? { kind: 'row', items: call.args, at: call.at } : call;
}

function unknown(reader: Reader, { kind, data }: Node): never {
  return refuse(reader, `"${kind.replaceAll('_', ' ')}"`, rangeOf(reader, data));
}

function readSimple(reader: Reader, node: Node): Expression | undefined {
  const { data } = node;
  switch (node.kind) {
    case 'literal':
      return readLiteral(reader, data);
    case 'boolean':
      return { kind: 'literal', type: 'boolean', value: String(data['value'] === true) };
    case 'null':
      return { kind: 'literal', type: 'null', value: 'null' };
    case 'column':
      return readColumn(reader, node);
    case 'dot':
      return readDot(reader, node);
    case 'paren':
    case 'annotated':
      onlyKnown(reader, node, 'this');
      return reader.expression(data['this']);
    case 'neg':
      onlyKnown(reader, node, 'this');
      return withPlace({ kind: 'unary', operator: '-', operand: reader.expression(data['this']) });
    case 'interval':
      return readInterval(reader, node);
    case 'cast':
    case 'try_cast':
      return readCast(reader, node);
    case 'array_func':
      onlyKnown(reader, node, 'expressions');
      return { kind: 'array', items: list(data['expressions']).map(reader.expression) };
    case 'tuple':
      onlyKnown(reader, node, 'expressions');
      return { kind: 'row', items: list(data['expressions']).map(reader.expression) };
    case 'subscript':
      onlyKnown(reader, node, 'this', 'index');
      return withPlace({
        kind: 'subscript',
        operand: reader.expression(data['this']),
        index: reader.expression(data['index']),
      });
    case 'lambda':
      onlyKnown(reader, node, 'parameters', 'body');
      return { kind: 'lambda', parameters: namesOf(data['parameters']), body: reader.expression(data['body']) };
    case 'case':
      return readCase(reader, node);
    case 'at_time_zone':
      onlyKnown(reader, node, 'this', 'zone');
      return withPlace({
        kind: 'at-time-zone',
        operand: reader.expression(data['this']),
        zone: reader.expression(data['zone']),
      });
    case 'subquery':
    case 'select':
      return { kind: 'scalar-query', query: reader.query({ [node.kind]: data }) };
    default:
      return undefined;
  }
}

function readPredicate(reader: Reader, node: Node): Expression | undefined {
  const { data } = node;
  switch (node.kind) {
    case 'not':
      onlyKnown(reader, node, 'this');
      return withPlace({ kind: 'unary', operator: 'not', operand: reader.expression(data['this']) });
    case 'is_null':
      onlyKnown(reader, node, 'this', 'not');
      return withPlace({ kind: 'is-null', operand: reader.expression(data['this']), not: data['not'] === true });
    case 'like':
      onlyKnown(reader, node, 'left', 'right', 'escape');
      return withPlace({
        kind: 'like',
        operand: reader.expression(data['left']),
        pattern: reader.expression(data['right']),
        escape: optional(reader, data['escape']),
      });
    case 'between':
      onlyKnown(reader, node, 'this', 'low', 'high', 'not');
      return withPlace({
        kind: 'between',
        operand: reader.expression(data['this']),
        low: reader.expression(data['low']),
        high: reader.expression(data['high']),
        not: data['not'] === true,
      });
    case 'in':
      return readIn(reader, node);
    case 'exists':
      onlyKnown(reader, node, 'this', 'not');
      return { kind: 'exists', query: reader.query(data['this']), not: data['not'] === true };
    case 'all':
    case 'any':
      return readQuantified(reader, node, node.kind);
    default:
      return undefined;
  }
}

function withPlace<E extends Expression>(expression: E): E {
  const parts = Object.values(expression).filter((part) => typeof part === 'object' && part !== null);
  const at = around(...(parts as { at?: undefined }[]));
  return at ? { ...expression, at } : expression;
}

function readBinary(reader: Reader, node: Node, operator: Binary['operator']): Expression {
  onlyKnown(reader, node, 'left', 'right');
  const right = reader.expression(node.data['right']);
  const left = nodeOf(node.data['left']);
  // The parser gives || and + the same rank; in Trino + and - bind tighter.
  if ((operator === '+' || operator === '-') && left?.kind === 'concat') {
    const first = reader.expression(left.data['left']);
    const second = binary(operator, reader.expression(left.data['right']), right);
    return binary('||', first, second);
  }
  return binary(operator, reader.expression(node.data['left']), right);
}

function binary(operator: Binary['operator'], left: Expression, right: Expression): Binary {
  return withPlace({ kind: 'binary', operator, left, right });
}

function readLiteral(reader: Reader, data: Data): Literal | TypedLiteral {
  const value = String(data['value']);
  switch (data['literal_type']) {
    case 'string':
      return { kind: 'literal', type: 'string', value };
    case 'number':
      return { kind: 'literal', type: 'number', value };
    case 'hex_string':
      return { kind: 'literal', type: 'binary', value };
    default:
      return refuse(reader, `The literal '${value}'`);
  }
}

function readColumn(reader: Reader, node: Node): Column | TypedLiteral | Expression {
  onlyKnown(reader, node, 'name', 'table');
  const name = nameOf(node.data['name']) ?? '';
  const literal = reader.typedLiterals.get(name);
  if (literal) return literal;
  const table = nameOf(node.data['table']);
  return { kind: 'column', parts: table === undefined ? [name] : [table, name], at: rangeOf(reader, node.data) };
}

function readDot(reader: Reader, node: Node): Expression {
  onlyKnown(reader, node, 'this', 'field');
  const operand = reader.expression(node.data['this']);
  const name = nameOf(node.data['field']) ?? '';
  const bare = nodeOf(node.data['this'])?.kind !== 'paren';
  if (bare && operand.kind === 'column') return { ...operand, parts: [...operand.parts, name] };
  return withPlace({ kind: 'field', operand, name });
}

function readInterval(reader: Reader, node: Node): Expression {
  onlyKnown(reader, node, 'this', 'unit');
  const value = nodeOf(node.data['this']);
  const negative = value?.kind === 'neg';
  const literal = negative ? nodeOf(value.data['this']) : value;
  const unit = (node.data['unit'] ?? {}) as Data;
  if (literal?.kind !== 'literal' || literal.data['literal_type'] !== 'string') refuse(reader, 'This interval');
  const span = unit['type'] === 'span';
  return {
    kind: 'interval',
    value: String(literal.data['value']),
    negative,
    unit: String(span ? unit['this'] : unit['unit']).toLowerCase(),
    to: span ? String(unit['expression']).toLowerCase() : undefined,
  };
}

function readCast(reader: Reader, node: Node): Expression {
  onlyKnown(reader, node, 'this', 'to');
  return withPlace({
    kind: 'cast',
    operand: reader.expression(node.data['this']),
    type: readType(reader, node.data['to']),
    safe: node.kind === 'try_cast',
  });
}

function readCase(reader: Reader, node: Node): Case {
  onlyKnown(reader, node, 'operand', 'whens', 'else_');
  const whens = list(node.data['whens']).map((pair) => {
    const [when, then] = list(pair);
    return { when: reader.expression(when), then: reader.expression(then) };
  });
  return {
    kind: 'case',
    operand: optional(reader, node.data['operand']),
    whens,
    otherwise: optional(reader, node.data['else_']),
    at: around(...whens.flatMap(({ when, then }) => [when, then])),
  };
}

function readIn(reader: Reader, node: Node): Expression {
  onlyKnown(reader, node, 'this', 'expressions', 'query', 'not');
  const operand = reader.expression(node.data['this']);
  const not = node.data['not'] === true;
  if (!isEmpty(node.data['query'])) {
    return withPlace({ kind: 'in-query', operand, query: reader.query(node.data['query']), not });
  }
  const rows = valuesRows(node);
  if (rows)
    return withPlace({ kind: 'in-query', operand, query: reader.query({ values: { expressions: rows } }), not });
  return withPlace({ kind: 'in-list', operand, items: list(node.data['expressions']).map(reader.expression), not });
}

// The parser takes `IN (VALUES (1), (2))` for a list whose first item is a call of "values".
function valuesRows({ data }: Node): readonly Data[] | undefined {
  const [first, ...others] = list(data['expressions']).map(nodeOf);
  if (first?.kind !== 'function' || nameOf(first.data)?.toLowerCase() !== 'values') return undefined;
  const rows = others.map((row) =>
    row?.kind === 'tuple' ? list(row.data['expressions']) : [row && { [row.kind]: row.data }],
  );
  return [list(first.data['args']), ...rows].map((expressions) => ({ expressions }));
}

const QUANTIFIED = { Eq: '=', Neq: '<>', Lt: '<', Lte: '<=', Gt: '>', Gte: '>=' } as const;

function readQuantified(reader: Reader, node: Node, quantifier: 'all' | 'any'): Expression {
  onlyKnown(reader, node, 'this', 'subquery', 'op');
  const operator = QUANTIFIED[node.data['op'] as keyof typeof QUANTIFIED];
  if (!operator) refuse(reader, `This use of ${quantifier.toUpperCase()}`);
  const operand = reader.expression(node.data['this']);
  return withPlace({
    kind: 'quantified',
    operand,
    operator,
    quantifier,
    query: reader.query(node.data['subquery']),
  });
}
