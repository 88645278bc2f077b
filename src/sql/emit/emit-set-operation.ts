import type { OutputColumn } from '../../bind/bound.ts';
import type { Body, SetOperation } from '../tree.ts';
import { commonSuperType, type TrinoType } from '../types.ts';
import { emitBody } from './emit-query.ts';
import { convertedColumns } from './emit-query-as.ts';
import type { Emitter } from './emitter.ts';

type Types = readonly (TrinoType | undefined)[];

/**
 * UNION, INTERSECT and EXCEPT. Each side in parentheses: DuckDB's rank of the operators is then no question. Long chains lean to the left,
 * and are written from there on.
 */
export function emitSetOperation(operation: SetOperation, emitter: Emitter): string {
  const { first, operations } = chainOf(operation);
  let text = emitBody(first, emitter);
  let types = typesOf(first, emitter);
  for (const { operator, all, left, right } of operations) {
    const rightTypes = typesOf(right, emitter);
    const wanted = commonTypes(types, rightTypes);
    const side = (body: Body, written: string, own: Types | undefined): string => {
      const converted = own && wanted ? convertedColumns(written, { own, wanted, compared: !all }, emitter) : written;
      return converted !== written || body.kind === 'select' || body.kind === 'query' ? converted : `(${written})`;
    };
    const before = side(left, text, types);
    text = `${before} ${operator.toUpperCase()}${all ? ' ALL' : ''} ${side(right, emitBody(right, emitter), rightTypes)}`;
    types = wanted;
  }
  return text;
}

/** What a chain of set operations begins with, and the operations from left to right. */
export function chainOf(body: Body): { readonly first: Body; readonly operations: readonly SetOperation[] } {
  const operations: SetOperation[] = [];
  let first = body;
  for (; first.kind === 'set-operation'; first = first.left) operations.push(first);
  return { first, operations: operations.reverse() };
}

/** The types of what a side is written as: those of `*` are their own, all others are already brought to the common type. */
function typesOf(body: Body, emitter: Emitter): Types | undefined {
  switch (body.kind) {
    case 'select':
      return emitter.facts?.select(body)?.columns?.map((column) => writtenType(column, emitter));
    case 'query':
      return emitter.facts?.query(body.query)?.columns?.map((column) => writtenType(column, emitter));
    case 'values':
      return undefined;
    case 'set-operation': {
      const { first, operations } = chainOf(body);
      return operations.reduce(
        (types, { right }) => commonTypes(types, typesOf(right, emitter)),
        typesOf(first, emitter),
      );
    }
  }
}

function commonTypes(left: Types | undefined, right: Types | undefined): Types | undefined {
  return left && right ? left.map((type, index) => common(type, right[index])) : (left ?? right);
}

function common(one: TrinoType | undefined, other: TrinoType | undefined): TrinoType | undefined {
  return one && other && commonSuperType(one, other);
}

function writtenType(column: OutputColumn, emitter: Emitter): TrinoType | undefined {
  const rights: OutputColumn[] = [];
  let first = column;
  for (; first.made.by === 'set-operation'; first = first.made.left) rights.push(first.made.right);
  return rights.reduceRight((type, right) => common(type, writtenType(right, emitter)), typeOfOne(first, emitter));
}

function typeOfOne({ type, made }: OutputColumn, emitter: Emitter): TrinoType | undefined {
  switch (made.by) {
    case 'expression':
      return emitter.typeOf(made.expression);
    case 'values':
      return made.cells[0] && emitter.typeOf(made.cells[0]);
    default:
      return type;
  }
}
