import type { PlanType } from './plan-types.ts';

/** An expression of DuckDB's bound plan (json_serialize_plan), as far as it is looked at. */
export interface PlanExpression {
  readonly expression_class: string;
  readonly type?: string;
  readonly query_location?: number;
  readonly return_type?: PlanType;
  readonly value?: { readonly type?: PlanType; readonly is_null?: boolean };
  readonly name?: string;
  readonly child?: PlanExpression;
  readonly children?: readonly PlanExpression[];
  readonly left?: PlanExpression;
  readonly right?: PlanExpression;
}

type Visitor = (expression: PlanExpression, place: number) => void;

/** Shows every expression of a plan, outer ones first, with its place, or that of what it is part of. */
export function visitPlan(value: unknown, visitor: Visitor, outer = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) visitPlan(item, visitor, outer);
    return;
  }
  let place = outer;
  if ('expression_class' in value) {
    const expression = value as PlanExpression;
    place = placeOf(expression) ?? outer;
    visitor(expression, place);
  }
  for (const [key, part] of Object.entries(value)) {
    if (key !== 'return_type' && key !== 'arguments') visitPlan(part, visitor, place);
  }
}

// A number beyond all texts says that there is none.
const NO_PLACE = 2 ** 53;

export function placeOf({ query_location: location }: PlanExpression): number | undefined {
  return location !== undefined && location < NO_PLACE ? location : undefined;
}

export function typeOf(expression: PlanExpression): PlanType | undefined {
  if (expression.return_type) return expression.return_type;
  if (expression.value?.type) return expression.value.type;
  const boolean = ['BOUND_COMPARISON', 'BOUND_CONJUNCTION', 'BOUND_BETWEEN'].includes(expression.expression_class);
  return boolean ? { id: 'BOOLEAN' } : undefined;
}
