import type { ParameterSchema } from './check.ts';

/** Parameter kinds that many checks share; each a piece of JSON Schema. */

/** A piece of SQL, or a number. */
export function sqlValue(description: string): ParameterSchema {
  return { description, type: ['string', 'number'] };
}

/** A piece of SQL: a column's name, an expression, a condition. */
export function sqlText(description: string): ParameterSchema {
  return { description, type: 'string' };
}

/** Another relation: `ref('…')` or `source('…', '…')`. */
export function relation(description: string): ParameterSchema {
  return { description, type: 'string' };
}

export function number(description: string, byDefault?: number): ParameterSchema {
  return { description, type: 'number', ...(byDefault !== undefined && { default: byDefault }) };
}

export function integer(description: string, byDefault?: number): ParameterSchema {
  return { description, type: 'integer', ...(byDefault !== undefined && { default: byDefault }) };
}

export function flag(description: string, byDefault: boolean): ParameterSchema {
  return { description, type: 'boolean', default: byDefault };
}

export function choice(description: string, options: readonly string[], byDefault?: string): ParameterSchema {
  return { description, type: 'string', enum: options, ...(byDefault !== undefined && { default: byDefault }) };
}

export function columnList(description: string, minItems = 1): ParameterSchema {
  return { description, type: 'array', items: { type: 'string' }, minItems };
}

export function valueList(description: string): ParameterSchema {
  return { description, type: 'array', items: { type: ['string', 'number', 'boolean'] }, minItems: 1 };
}

/** The `row_condition` of dbt_expectations. */
export const rowCondition: ParameterSchema = sqlText('Only rows for which this condition is true are checked.');

/** The `group_by` of dbt_expectations. */
export const groupBy: ParameterSchema = columnList('Columns to check by group.', 0);

/** The `group_by_columns` of dbt_utils. */
export const groupByColumns: ParameterSchema = columnList('Columns to check by group.', 0);

export const strictly: ParameterSchema = flag('Whether the bounds themselves are refused.', false);

export const bounds = {
  min_value: sqlValue('The smallest accepted value: a number, or an SQL expression.'),
  max_value: sqlValue('The largest accepted value: a number, or an SQL expression.'),
} as const;

const DATE_PARTS = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const;

export function datePart(description: string): ParameterSchema {
  return choice(description, DATE_PARTS);
}
