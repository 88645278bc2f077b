import type { Field, OutputColumn } from '../bind/bound.ts';
import type { Call, Expression } from '../sql/tree.ts';
import { nullRejections } from './null-rejection.ts';
import { optionalRelations } from './outer-joins.ts';
import type { Review } from './review.ts';

/** Says why a statement itself makes a column NULL for some rows; undefined where no NULL comes from it (its inputs may have some). */
export type NullReasons = (column: OutputColumn) => string | undefined;

/** That an input may hold NULL is no reason. */
export function createNullReasons({ facts, parts }: Review): NullReasons {
  const optional = new Map<Field, string>();
  const proven = new Set<Field>();
  for (const select of parts.selects) {
    const relations = optionalRelations(select);
    const fields = facts.select(select)?.fields ?? [];
    const present = new Set<string | undefined>();
    for (const { field } of nullRejections(select.where, facts)) {
      proven.add(field);
      present.add(nameOf(field));
    }
    for (const field of fields) {
      const name = nameOf(field);
      const type = name === undefined ? undefined : relations.get(name);
      if (type && !present.has(name))
        optional.set(field, `"${name}" may have no row in the ${type.toUpperCase()} JOIN`);
    }
  }
  const visited = new Set<OutputColumn>();

  function ofColumn(column: OutputColumn): string | undefined {
    if (!column.nullable || visited.has(column)) return undefined;
    visited.add(column);
    const { made } = column;
    const reason =
      made.by === 'expression'
        ? ofExpression(made.expression)
        : made.by === 'star'
          ? ofField(made.field)
          : made.by === 'set-operation'
            ? (ofColumn(made.left) ?? ofColumn(made.right))
            : made.by === 'values'
              ? first(made.cells)
              : undefined;
    visited.delete(column);
    return reason;
  }

  function ofField(field: Field): string | undefined {
    if (!field.nullable || proven.has(field)) return undefined;
    const { from } = field;
    const own = optional.get(field);
    return own ?? (from.kind === 'output' ? ofColumn(from.column) : undefined);
  }

  function ofExpression(expression: Expression): string | undefined {
    if (facts.value(expression)?.nullable === false) return undefined;
    switch (expression.kind) {
      case 'literal':
        return expression.type === 'null' ? 'NULL is written out' : undefined;
      case 'column': {
        const reference = facts.reference(expression);
        return reference?.kind === 'field' && reference.depth === 0 ? ofField(reference.field) : undefined;
      }
      case 'case':
        return expression.otherwise
          ? first([...expression.whens.map(({ then }) => then), expression.otherwise])
          : 'CASE has no ELSE';
      case 'cast':
        return expression.safe ? 'TRY_CAST gives NULL for what it cannot read' : ofExpression(expression.operand);
      case 'unary':
        return ofExpression(expression.operand);
      case 'binary':
        return first([expression.left, expression.right]);
      case 'call':
        return ofCall(expression);
      default:
        return undefined;
    }
  }

  function ofCall(call: Call): string | undefined {
    const { name, args } = call;
    if (name === 'nullif') return 'NULLIF gives NULL for one value';
    if (name === 'try') return 'TRY gives NULL instead of an error';
    if (name === 'if' && args.length === 2) return 'IF has no third argument';
    if ((name === 'lag' || name === 'lead') && args.length < 3)
      return `${name} has no default for the first or last rows`;
    if (name === 'coalesce') return args.every((arg) => ofExpression(arg) !== undefined) ? first(args) : undefined;
    return PASSES_NULL.has(name) ? first(args.slice(0, 1)) : undefined;
  }

  function first(expressions: readonly Expression[]): string | undefined {
    for (const expression of expressions) {
      const reason = ofExpression(expression);
      if (reason !== undefined) return reason;
    }
    return undefined;
  }

  return ofColumn;
}

const PASSES_NULL: ReadonlySet<string> = new Set(['upper', 'lower', 'trim', 'ltrim', 'rtrim', 'substr', 'substring', 'abs', 'round', 'floor', 'date', 'to_hex', 'md5', 'to_utf8']); // prettier-ignore

function nameOf({ qualifier }: Field): string | undefined {
  return qualifier?.at(-1)?.toLowerCase();
}
