import { diagnose } from '../../diagnostics/index.ts';
import type { Body, SetOperation } from '../../sql/tree.ts';
import { commonSuperType } from '../../sql/types/coercion.ts';
import { isComparable } from '../../sql/types/same-type.ts';
import { formatTrinoType } from '../../sql/types.ts';
import type { BoundQuery, OutputColumn } from '../bound.ts';
import type { Binding } from '../context.ts';
import type { Scope } from '../scope.ts';
import { bindBody } from './bind-query.ts';
import { coerceColumn } from './coerce-column.ts';

/** Binds UNION, INTERSECT and EXCEPT: columns are matched by position, named by the first term, and of the common super type. */
export function bindSetOperation(body: SetOperation, outer: Scope, binding: Binding): BoundQuery {
  // Chains of any length lean to the left.
  const steps: SetOperation[] = [];
  let first: Body = body;
  for (; first.kind === 'set-operation'; first = first.left) steps.push(first);
  const terms = [bindBody(first, outer, binding).columns];
  let columns = terms[0];
  for (const step of steps.reverse()) {
    const right = bindBody(step.right, outer, binding).columns;
    terms.push(right);
    columns = columns && right && combine(step, columns, right, binding);
  }
  for (const [index, { type }] of columns?.entries() ?? []) {
    for (const term of terms) coerceColumn((term as readonly OutputColumn[])[index] as OutputColumn, type, binding);
  }
  return { columns };
}

function combine(
  step: SetOperation,
  left: readonly OutputColumn[],
  right: readonly OutputColumn[],
  binding: Binding,
): readonly OutputColumn[] | undefined {
  if (left.length === right.length) {
    return left.map((column, index) => combineColumn({ step, index }, column, right[index] as OutputColumn, binding));
  }
  const counts = { operator: step.operator.toUpperCase(), left: left.length, right: right.length };
  binding.report(diagnose('set-operation-width', counts, { at: binding.place(step.right.at ?? step.at) }));
  return undefined;
}

interface Position {
  readonly step: SetOperation;
  readonly index: number;
}

function combineColumn(
  { step, index }: Position,
  left: OutputColumn,
  right: OutputColumn,
  binding: Binding,
): OutputColumn {
  const { operator } = step;
  const type = left.type && right.type && commonSuperType(left.type, right.type);
  const at = right.at ?? step.right.at;
  if (left.type && right.type && !type) {
    const types = { left: formatTrinoType(left.type), right: formatTrinoType(right.type) };
    const params = { operator: operator.toUpperCase(), column: index + 1, ...types };
    binding.report(diagnose('set-operation-types', params, { at: binding.place(at) }));
  } else if (type && !step.all && !isComparable(type)) {
    const params = { what: `${operator.toUpperCase()} without ALL`, type: formatTrinoType(type) };
    binding.report(diagnose('type-not-comparable', params, { at: binding.place(at) }));
  }
  return { name: left.name, type, nullable: nullableBy(operator, left, right), at: left.at, made: { by: 'set-operation', left, right } }; // prettier-ignore
}

function nullableBy(operator: SetOperation['operator'], left: OutputColumn, right: OutputColumn): boolean {
  if (operator === 'union') return left.nullable || right.nullable;
  return left.nullable && (operator === 'except' || right.nullable);
}
