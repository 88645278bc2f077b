import type { OutputColumn } from '../../bind/bound.ts';
import type { Body, SetOperation } from '../tree.ts';
import { commonSuperType, type TrinoType } from '../types.ts';
import { emitBody } from './emit-query.ts';
import { convertedColumns } from './emit-query-as.ts';
import type { Emitter } from './emitter.ts';

type Types = readonly (TrinoType | undefined)[];

/** UNION, INTERSECT and EXCEPT. Each side in parentheses: DuckDB's rank of the operators is then no question. */
export function emitSetOperation(operation: SetOperation, emitter: Emitter): string {
  const { operator, all, left, right } = operation;
  const wanted = typesOf(operation, emitter);
  const sides = [left, right].map((side) => {
    const own = typesOf(side, emitter);
    const text = emitBody(side, emitter);
    const converted = own && wanted ? convertedColumns(text, { own, wanted, compared: !all }, emitter) : text;
    return converted !== text || side.kind === 'select' || side.kind === 'query' ? converted : `(${text})`;
  });
  return sides.join(` ${operator.toUpperCase()}${all ? ' ALL' : ''} `);
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
      const [left, right] = [typesOf(body.left, emitter), typesOf(body.right, emitter)];
      return left && right ? left.map((type, index) => common(type, right[index])) : (left ?? right);
    }
  }
}

function common(one: TrinoType | undefined, other: TrinoType | undefined): TrinoType | undefined {
  return one && other && commonSuperType(one, other);
}

function writtenType({ type, made }: OutputColumn, emitter: Emitter): TrinoType | undefined {
  switch (made.by) {
    case 'expression':
      return emitter.typeOf(made.expression);
    case 'values':
      return made.cells[0] && emitter.typeOf(made.cells[0]);
    case 'set-operation':
      return common(writtenType(made.left, emitter), writtenType(made.right, emitter));
    default:
      return type;
  }
}
