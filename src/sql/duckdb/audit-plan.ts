import { diagnose, type Diagnostic } from '../../diagnostics/index.ts';
import { placeOf, typeOf, visitPlan, type PlanExpression } from './plan.ts';
import { familyOf, isCoercion, typeName, type PlanType } from './plan-types.ts';

/** The text that was planned, and what stands before it. */
export interface PlannedText {
  readonly sql: string;
  /** Places below this are in the bodies of our macros; the query begins at it. */
  readonly offset: number;
}

/**
 * What only types can tell: casts that DuckDB does by itself and Trino does not, and operators whose meaning on these types is another one.
 * The bodies of our macros are not looked at: what they refuse, they refuse themselves.
 */
export function auditPlan(plan: unknown, text: PlannedText): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  visitPlan(plan, (expression, place) => {
    const diagnostic = audit(expression, place, text);
    if (diagnostic) found.set(diagnostic.message, diagnostic);
  });
  return [...found.values()];
}

function audit(expression: PlanExpression, place: number, { sql, offset }: PlannedText): Diagnostic | undefined {
  // An aggregate has no place of its own, and none is in a macro.
  if (expression.expression_class === 'BOUND_AGGREGATE') return auditSum(expression);
  if (place < offset || place >= offset + sql.length) return undefined;
  const here = sql.slice(place - offset);
  switch (expression.expression_class) {
    case 'BOUND_CAST':
      return auditCast(expression, here);
    case 'BOUND_FUNCTION':
      return auditOperator(expression, here);
    case 'BOUND_COMPARISON':
      return auditComparison(expression, here);

    default:
      return undefined;
  }
}

// A cast that DuckDB adds has the place of what it casts, or none as that has none. One that it reads as a cast (TRUE, DATE '…') has none.
function auditCast(cast: PlanExpression, here: string): Diagnostic | undefined {
  const { child, return_type: to } = cast;
  const from = child && typeOf(child);
  if (!from || !to || isCoercion(from, to)) return undefined;
  const place = placeOf(cast);
  if (to.id === 'BOOLEAN' && /^(TRUE|FALSE)\b/.test(here)) return undefined;
  if (place !== placeOf(child) && (place === undefined || WRITTEN.test(here))) return auditNestedCast(from, to, here);
  return diagnose('sql-implicit-cast', { from: typeName(from), to: typeName(to), text: shown(here) });
}

/** Casts that we wrote, and our macros, whose outermost expression has the place of their call. */
const WRITTEN = /^(CAST\(|TRY_CAST\(|TRY\(|t_\w+\()/;

// Elements are not cast by Trino's rules, unless one by one.
function auditNestedCast(from: PlanType, to: PlanType, here: string): Diagnostic | undefined {
  if (familyOf(from) !== 'nested') return undefined;
  const types = `a cast from "${typeName(from)}" to "${typeName(to)}" with other types inside`;
  return diagnose('sql-types-unsupported-locally', { operation: `"${shown(here)}"`, types });
}

const OPERATOR = /^([+-]|t_(add|sub)(_probe)?\()/;

function auditOperator(operator: PlanExpression, here: string): Diagnostic | undefined {
  const { name = '', children = [] } = operator;
  // Any other text is that of a macro of ours.
  if ((name !== '+' && name !== '-') || children.length !== 2 || !OPERATOR.test(here)) return undefined;
  const types = children.map(typeOf);
  const [left, right] = types.map((type) => type?.id ?? '');
  const dates = left === 'DATE' || right === 'DATE';
  const moved =
    types.some((type) => type?.id === 'INTERVAL') && types.some((type) => type && familyOf(type) === 'moment');
  if (!dates && !moved) return undefined;
  const names = types.map((type) => `"${type ? typeName(type) : 'unknown'}"`).join(' and ');
  return diagnose('sql-types-unsupported-locally', { operation: `"${name}" at "${shown(here)}"`, types: names });
}

// The sum of reals is a real in Trino.
function auditSum({ name, children = [] }: PlanExpression): Diagnostic | undefined {
  const argument = children[0]?.child ?? children[0];
  if (name !== 'sum' || !argument || typeOf(argument)?.id !== 'FLOAT') return undefined;
  return diagnose('sql-types-unsupported-locally', { operation: 'The sum', types: 'values of type "real"' });
}

// DuckDB compares arrays, rows and maps as values, NULLs in them included; Trino's answer is then NULL.
function auditComparison(comparison: PlanExpression, here: string): Diagnostic | undefined {
  const { left, right, type = '' } = comparison;
  if (!left || !right || type.includes('DISTINCT') || !/^[=<>!]/.test(here)) return undefined;
  const nested = [left, right].map(typeOf).find((side) => side && familyOf(side) === 'nested');
  if (!nested || (isFull(left) && isFull(right))) return undefined;
  const operation = `The comparison at "${shown(here)}"`;
  return diagnose('sql-types-unsupported-locally', {
    operation,
    types: `values of type "${typeName(nested)}", which may hold NULLs,`,
  });
}

/** Whether the plan says that there is no NULL inside: built from values alone. */
function isFull(expression: PlanExpression): boolean {
  switch (expression.expression_class) {
    case 'BOUND_CONSTANT':
      return expression.value?.is_null !== true;
    case 'BOUND_CAST':
      return expression.child !== undefined && isFull(expression.child);
    case 'BOUND_FUNCTION':
      return (
        ['list_value', 'row', 'struct_pack'].includes(expression.name ?? '') &&
        (expression.children ?? []).every(isFull)
      );
    default:
      return false;
  }
}

const SHOWN = 24;

function shown(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
