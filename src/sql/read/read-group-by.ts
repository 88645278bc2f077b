import type { Expression, GroupingElement } from '../tree.ts';
import { list, nodeOf, type Data } from './node.ts';
import { onlyKnown, readNode, type Reader } from './reader.ts';

/** GROUP BY's elements in order; plain expressions that follow each other are one element. */
export function readGroupBy(reader: Reader, data: Data): readonly GroupingElement[] {
  onlyKnown(reader, { kind: 'GROUP BY', data }, 'expressions');
  return list(data['expressions']).map((value) => readElement(reader, value));
}

const KINDS = { 'GROUPING SETS': 'grouping sets', ROLLUP: 'rollup', CUBE: 'cube' } as const;

function readElement(reader: Reader, value: unknown): GroupingElement {
  const node = nodeOf(value);
  const kind = node?.kind === 'function' ? KINDS[node.data['name'] as keyof typeof KINDS] : undefined;
  if (node && kind) return { kind, sets: list(node.data['args']).map((set) => readSet(reader, set)) };
  if (node?.kind === 'tuple') return { kind: 'grouping sets', sets: [readSet(reader, value)] };
  return { kind: 'expressions', items: [reader.expression(value)] };
}

function readSet(reader: Reader, value: unknown): readonly Expression[] {
  const node = readNode(reader, value);
  if (node.kind === 'tuple') return list(node.data['expressions']).map(reader.expression);
  return [reader.expression(value)];
}
