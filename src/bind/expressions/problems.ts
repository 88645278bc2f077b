import { diagnose, type Code, type DiagnosticDetails, type Params } from '../../diagnostics/index.ts';
import { formatTrinoType, type TrinoType } from '../../sql/types.ts';
import type { Located } from '../../sql/tree.ts';
import type { Value } from '../bound.ts';
import type { ExpressionContext } from './bind-expression.ts';

/** Reports a problem of a node at its place. */
export function report<C extends Code>(
  { binding }: ExpressionContext,
  node: Located,
  code: C,
  params: Params<C>,
  details: Omit<DiagnosticDetails, 'at'> = {},
): void {
  binding.report(diagnose(code, params, { ...details, at: binding.place(node.at) }));
}

/** A type in a message; a NULL's is told as such. */
export function typeName(type: TrinoType): string {
  return type.kind === 'unknown' ? 'NULL' : formatTrinoType(type);
}

/** The value of a predicate. */
export function booleanValue(nullable: boolean): Value {
  return nullable ? MAYBE : SURELY;
}

const SURELY: Value = { type: { kind: 'boolean' }, nullable: false };
const MAYBE: Value = { type: { kind: 'boolean' }, nullable: true };
