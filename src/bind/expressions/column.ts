import type { Column } from '../../sql/tree.ts';
import { UNKNOWN, type Field, type Value } from '../bound.ts';
import { dereference, lookUp } from '../scope.ts';
import type { ExpressionContext } from './bind-expression.ts';
import { reportField } from './field.ts';
import { reportMissing } from './missing-column.ts';
import { report } from './problems.ts';

/** A name: of a column, of a field in a column of rows, of a lambda's parameter; in ORDER BY of an output column. */
export function bindColumn(expression: Column, context: ExpressionContext): Value {
  const { binding, scope } = context;
  const found = lookUp(scope, expression.parts);
  switch (found.kind) {
    case 'field': {
      const { field, parts, depth } = found;
      binding.notes.setReference(expression, { kind: 'field', field, parts, depth });
      return fieldOf(field, expression, parts, context);
    }
    case 'parameter':
      binding.notes.setReference(expression, { kind: 'parameter', name: found.name });
      return fieldOf(found.value, expression, 1, context);
    case 'output':
      binding.notes.setReference(expression, { kind: 'output', column: found.column });
      return { type: found.column.type, nullable: found.column.nullable };
    case 'ambiguous':
      report(context, expression, 'column-ambiguous', {
        name: expression.parts.join('.'),
        relations: relationsOf(found.fields),
      });
      return UNKNOWN;
    case 'unknown':
      return UNKNOWN;
    case 'missing':
      reportMissing(expression, context);
      return UNKNOWN;
  }
}

/** What the names behind the column's own lead to. */
function fieldOf(value: Value, { parts, at }: Column, own: number, context: ExpressionContext): Value {
  if (own === parts.length) return { type: value.type, nullable: value.nullable };
  const names = parts.slice(own);
  const found = dereference(value.type, names);
  if (!found || !('missing' in found)) return { type: found, nullable: true };
  const before = parts.slice(0, own + found.missing);
  const inner = dereference(value.type, names.slice(0, found.missing));
  if (inner && !('missing' in inner)) {
    reportField({ at }, String(names[found.missing]), before.join('.'), inner, context);
  }
  return UNKNOWN;
}

function relationsOf(fields: readonly Field[]): readonly string[] {
  return [...new Set(fields.map(({ qualifier }) => qualifier?.at(-1)).filter((name) => name !== undefined))];
}
