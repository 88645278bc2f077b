import type { Alias, Join, Relation } from '../tree.ts';
import { isEmpty, list, nameOf, namesOf, nodeOf, type Data, type Node } from './node.ts';
import { onlyKnown, readNode, refuse, type Reader } from './reader.ts';

/** FROM with its joins: a list of what the commas separate. Joins bind tighter than commas. */
export function readFrom(reader: Reader, data: Data): readonly Relation[] {
  const relations = list((data['from'] as Data | null | undefined)?.['expressions']).map((value) => readRelation(reader, value)); // prettier-ignore
  for (const value of list(data['joins'])) {
    const join = value as Data;
    const right = readRelation(reader, join['this']);
    const left = relations.pop();
    if (join['kind'] === 'Implicit' || !left) relations.push(...(left ? [left] : []), right);
    else relations.push(readJoin(reader, join, left, right));
  }
  return relations;
}

const JOIN_TYPES: Readonly<Record<string, Join['type']>> = {
  Inner: 'inner',
  Left: 'left',
  Right: 'right',
  Full: 'full',
  Cross: 'cross',
};

function readJoin(reader: Reader, data: Data, left: Relation, right: Relation): Join {
  const type = JOIN_TYPES[String(data['kind'])];
  if (!type) refuse(reader, `A ${String(data['kind']).toLowerCase()} join`);
  onlyKnown(reader, { kind: 'JOIN', data }, 'this', 'on', 'using', 'kind');
  return {
    kind: 'join',
    type,
    left,
    right,
    on: isEmpty(data['on']) ? undefined : reader.expression(data['on']),
    using: isEmpty(data['using']) ? undefined : namesOf(data['using']),
  };
}

function readRelation(reader: Reader, value: unknown, outer?: Alias): Relation {
  const node = readNode(reader, value);
  const alias = outer ?? readAlias(node.data);
  switch (node.kind) {
    case 'alias':
      onlyKnown(reader, node, 'this', 'alias', 'column_aliases');
      return readRelation(reader, node.data['this'], alias);
    case 'table':
      return readTable(reader, node, alias);
    case 'subquery':
      return readDerived(reader, node, alias);
    case 'values':
    case 'select':
      return { kind: 'derived', query: reader.query(value), lateral: false, alias };
    case 'unnest':
      onlyKnown(reader, node, 'this', 'expressions', 'with_ordinality', 'alias');
      return {
        kind: 'unnest',
        arrays: [node.data['this'], ...list(node.data['expressions'])].map(reader.expression),
        ordinality: node.data['with_ordinality'] === true,
        alias,
      };
    case 'joined_table':
      onlyKnown(reader, node, 'left', 'joins', 'alias');
      return only(reader, readFrom(reader, { from: { expressions: [node.data['left']] }, joins: node.data['joins'] }));
    case 'table_sample':
      onlyKnown(reader, node, 'this', 'sample');
      return readSample(reader, readRelation(reader, node.data['this'], outer), node.data['sample'] as Data);
    case 'function':
      return readTableFunction(reader, node, alias);
    default:
      return refuse(reader, `"${node.kind.replaceAll('_', ' ')}" in FROM`);
  }
}

function only(reader: Reader, relations: readonly Relation[]): Relation {
  const [relation] = relations;
  return relations.length === 1 && relation ? relation : refuse(reader, 'This FROM in parentheses');
}

function readAlias(data: Data): Alias | undefined {
  const name = nameOf(data['alias']);
  return name === undefined ? undefined : { name, columns: namesOf(data['column_aliases']) };
}

function readTable(reader: Reader, node: Node, alias: Alias | undefined): Relation {
  const { data } = node;
  if (!isEmpty(data['version'])) refuse(reader, 'Time travel (FOR TIMESTAMP or VERSION AS OF)');
  onlyKnown(reader, node, 'schema', 'catalog', 'alias', 'column_aliases', 'table_sample');
  const parts = [data['catalog'], data['schema'], data['name']].flatMap((part) => nameOf(part) ?? []);
  const table: Relation = { kind: 'table', parts, alias };
  return isEmpty(data['table_sample']) ? table : readSample(reader, table, data['table_sample'] as Data);
}

function readDerived(reader: Reader, node: Node, alias: Alias | undefined): Relation {
  onlyKnown(reader, node, 'this', 'alias', 'column_aliases', 'lateral', 'order_by', 'limit', 'offset', 'with');
  const inner = nodeOf(node.data['this']);
  if (inner && ['table', 'joined_table', 'unnest'].includes(inner.kind)) {
    return readRelation(reader, node.data['this'], alias);
  }
  const { alias: _alias, column_aliases: _columns, lateral, ...query } = node.data;
  return { kind: 'derived', query: reader.query({ subquery: query }), lateral: lateral === true, alias };
}

function readSample(reader: Reader, relation: Relation, data: Data): Relation {
  onlyKnown(reader, { kind: 'TABLESAMPLE', data }, 'method', 'size');
  const method = String(data['method']).toLowerCase();
  return { kind: 'sample', relation, method, percent: reader.expression(data['size']) };
}

function readTableFunction(reader: Reader, node: Node, alias: Alias | undefined): Relation {
  const call = nodeOf(list(node.data['args'])[0]);
  const name = nameOf(call?.data)?.toLowerCase();
  if (nameOf(node.data)?.toLowerCase() !== 'table' || name !== 'sequence') {
    refuse(reader, `The table function "${name ?? nameOf(node.data) ?? ''}"`);
  }
  reader.nextCall('sequence');
  return { kind: 'sequence-table', args: list(call?.data['args']).map(reader.expression), alias };
}
