import type { Expression } from '../../sql/tree.ts';
import type { Value } from '../bound.ts';
import type { Binding, Clause } from '../context.ts';
import type { Scope } from '../scope.ts';
import { bindArray } from './array.ts';
import { bindAtTimeZone } from './at-time-zone.ts';
import { bindBinary } from './binary.ts';
import { bindCall } from './call.ts';
import { bindMisplacedLambda } from './calls/lambda.ts';
import { bindCase } from './case.ts';
import { bindCast } from './cast.ts';
import { bindColumn } from './column.ts';
import { bindField } from './field.ts';
import { bindBetween, bindInList } from './in-list.ts';
import { bindInterval } from './interval.ts';
import { bindLike } from './like.ts';
import { bindLiteral } from './literal.ts';
import { bindRow } from './row.ts';
import { bindExists, bindInQuery, bindQuantified, bindScalarQuery } from './subqueries.ts';
import { bindSubscript } from './subscript.ts';
import { bindTypedLiteral } from './typed-literal.ts';
import { bindIsNull, bindUnary } from './unary.ts';

/** Where an expression stands. */
export interface ExpressionContext {
  readonly scope: Scope;
  readonly clause: Clause;
  readonly binding: Binding;
  /** Within a branch of CASE or IF, TRY or COALESCE: what fails there may be meant not to be reached. */
  readonly isGuarded?: boolean;
}

/** Binds an expression and all within it: notes its value, and reports each problem once. What is wrong has no type. */
export function bindExpression(expression: Expression, context: ExpressionContext): Value {
  return context.binding.notes.setValue(expression, valueOf(expression, context));
}

function valueOf(expression: Expression, context: ExpressionContext): Value {
  switch (expression.kind) {
    case 'column':
      return bindColumn(expression, context);
    case 'literal':
      return bindLiteral(expression, context);
    case 'typed-literal':
      return bindTypedLiteral(expression, context);
    case 'interval':
      return bindInterval(expression, context);
    case 'unary':
      return bindUnary(expression, context);
    case 'binary':
      return bindBinary(expression, context);
    case 'is-null':
      return bindIsNull(expression, context);
    case 'like':
      return bindLike(expression, context);
    case 'between':
      return bindBetween(expression, context);
    case 'in-list':
      return bindInList(expression, context);
    case 'in-query':
      return bindInQuery(expression, context);
    case 'exists':
      return bindExists(expression, context);
    case 'quantified':
      return bindQuantified(expression, context);
    case 'case':
      return bindCase(expression, context);
    case 'cast':
      return bindCast(expression, context);
    case 'call':
      return bindCall(expression, context);
    case 'subscript':
      return bindSubscript(expression, context);
    case 'field':
      return bindField(expression, context);
    case 'row':
      return bindRow(expression, context);
    case 'array':
      return bindArray(expression, context);
    case 'scalar-query':
      return bindScalarQuery(expression, context);
    case 'at-time-zone':
      return bindAtTimeZone(expression, context);
    case 'lambda':
      return bindMisplacedLambda(expression, context);
  }
}
