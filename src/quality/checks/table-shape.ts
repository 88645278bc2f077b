import { invariant } from '../../diagnostics/index.ts';
import type { Column } from '../../engines/engine.ts';
import { formatTrinoType, parseTrinoType } from '../../sql/types.ts';
import { columnNameOf, relationArgument, sqlArgument, textList } from './arguments.ts';
import type { Check, CheckContext, ParameterSchema } from './check.ts';
import { tableCheck } from './define.ts';
import { textRows } from './expressions.ts';
import { choice, columnList, integer, relation } from './parameters.ts';

/** Checks of a table's columns. They are answered from what is known of the table: their queries read nothing. */

const TRANSFORM = choice(
  'Accepted for compatibility: names are compared without regard to case.',
  ['upper', 'lower'],
  'upper',
);
const LIST = { column_list: columnList('Names of columns.'), transform: TRANSFORM } as const;

type Failures = (context: CheckContext, columns: readonly Column[]) => readonly (readonly string[])[];

interface Shape {
  readonly name: string;
  readonly description: string;
  readonly column?: Check['column'];
  readonly parameters: Readonly<Record<string, ParameterSchema>>;
  readonly required?: readonly string[];
  readonly relations?: readonly string[];
  readonly problem?: NonNullable<Check['problem']>;
  /** Names of the result's columns, and a row for each failure. */
  readonly result: readonly string[];
  readonly failures: Failures;
}

function shapeCheck({ result, failures, ...shape }: Shape): Check {
  return tableCheck({
    column: 'none',
    ...shape,
    namespace: 'dbt_expectations',
    needsColumns: true,
    failingRows: (context) => textRows(result, failures(context, context.columns ?? [])),
  });
}

const sameName = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
const has = (columns: readonly Column[], name: string) => columns.some((column) => sameName(column.name, name));
const listed = (list: readonly string[], name: string) => list.some((candidate) => sameName(candidate, name));

const columnExists = shapeCheck({
  name: 'expect_column_to_exist',
  description: 'The table has the column, at the position if one is given.',
  column: 'required',
  parameters: { column_index: integer('Its position, from 1.'), transform: TRANSFORM },
  result: ['column_name', 'found_at'],
  failures: (context, columns) => {
    const name = columnNameOf(context) ?? '';
    const position = columns.findIndex((column) => sameName(column.name, name)) + 1;
    const wanted = sqlArgument(context, 'column_index');
    const holds = position > 0 && (wanted === undefined || position === Number(wanted));
    return holds ? [] : [[name, position === 0 ? 'missing' : String(position)]];
  },
});

/** A type without its parameters stands for all of them: `varchar` for `varchar(3)`, `decimal` for `decimal(10,2)`. */
const typeOf = shapeCheck({
  name: 'expect_column_values_to_be_of_type',
  description: 'The column has the type.',
  column: 'required',
  parameters: { column_type: { description: 'A type, as Athena writes it.', type: 'string' } },
  required: ['column_type'],
  result: ['column_name', 'column_type'],
  failures: (context, columns) => otherTypes(context, columns, [String(context.arguments['column_type'])]),
});

const typeInList = shapeCheck({
  name: 'expect_column_values_to_be_in_type_list',
  description: 'The column has one of the types.',
  column: 'required',
  parameters: {
    column_type_list: {
      description: 'Types, as Athena writes them.',
      type: 'array',
      items: { type: 'string' },
      minItems: 1,
    },
  },
  required: ['column_type_list'],
  result: ['column_name', 'column_type'],
  failures: (context, columns) => otherTypes(context, columns, textList(context, 'column_type_list')),
});

const columnCountEqual = shapeCheck({
  name: 'expect_table_column_count_to_equal',
  description: 'The table has the number of columns.',
  parameters: { value: integer('The number of columns.') },
  required: ['value'],
  result: ['number_actual_columns', 'value'],
  failures: (context, { length }) =>
    length === Number(context.arguments['value']) ? [] : [[String(length), String(context.arguments['value'])]],
});

const columnCountBetween = shapeCheck({
  name: 'expect_table_column_count_to_be_between',
  description: 'The number of the table’s columns is in a range.',
  parameters: {
    min_value: integer('The smallest accepted number.'),
    max_value: integer('The largest accepted number.'),
  },
  problem: (args) =>
    args['min_value'] === undefined && args['max_value'] === undefined
      ? 'It needs "min_value", "max_value" or both.'
      : undefined,
  result: ['number_actual_columns'],
  failures: (context, { length }) => {
    const min = Number(sqlArgument(context, 'min_value') ?? 0);
    const max = Number(sqlArgument(context, 'max_value') ?? Infinity);
    return length >= min && length <= max ? [] : [[String(length)]];
  },
});

const columnCountEqualOther = shapeCheck({
  name: 'expect_table_column_count_to_equal_other_table',
  description: 'The table has as many columns as another one.',
  parameters: { compare_model: relation('The relation to compare with.') },
  required: ['compare_model'],
  relations: ['compare_model'],
  result: ['number_columns', 'compare_number_columns'],
  failures: (context, { length }) => {
    const compared = relationArgument(context, 'compare_model').columns;
    invariant(compared, 'Columns of the compared relation are unknown');
    return length === compared.length ? [] : [[String(length), String(compared.length)]];
  },
});

const columnsContain = shapeCheck({
  name: 'expect_table_columns_to_contain_set',
  description: 'The table has all of the columns.',
  parameters: LIST,
  required: ['column_list'],
  result: ['input_column'],
  failures: (context, columns) => missing(context, columns).map((name) => [name]),
});

const columnsNotContain = shapeCheck({
  name: 'expect_table_columns_to_not_contain_set',
  description: 'The table has none of the columns.',
  parameters: LIST,
  required: ['column_list'],
  result: ['input_column'],
  failures: (context, columns) =>
    textList(context, 'column_list')
      .filter((name) => has(columns, name))
      .map((name) => [name]),
});

const columnsMatch = shapeCheck({
  name: 'expect_table_columns_to_match_set',
  description: 'The table has exactly the columns, in any order.',
  parameters: LIST,
  required: ['column_list'],
  result: ['relation_column', 'input_column'],
  failures: (context, columns) => [
    ...missing(context, columns).map((name) => ['', name]),
    ...columns.filter(({ name }) => !listed(textList(context, 'column_list'), name)).map(({ name }) => [name, '']),
  ],
});

const columnsMatchOrdered = shapeCheck({
  name: 'expect_table_columns_to_match_ordered_list',
  description: 'The table has exactly the columns, in this order.',
  parameters: LIST,
  required: ['column_list'],
  result: ['relation_column', 'input_column'],
  failures: (context, columns) => {
    const list = textList(context, 'column_list');
    const length = Math.max(list.length, columns.length);
    return Array.from({ length }, (_, index) => [columns[index]?.name ?? '', list[index] ?? '']).filter(
      ([actual = '', wanted = '']) => !sameName(actual, wanted),
    );
  },
});

export const shapeChecks: readonly Check[] = [
  columnCountBetween,
  columnCountEqual,
  columnCountEqualOther,
  columnExists,
  columnsContain,
  columnsMatch,
  columnsMatchOrdered,
  columnsNotContain,
  typeInList,
  typeOf,
];

function missing(context: CheckContext, columns: readonly Column[]): readonly string[] {
  return textList(context, 'column_list').filter((name) => !has(columns, name));
}

function otherTypes(context: CheckContext, columns: readonly Column[], types: readonly string[]) {
  const name = columnNameOf(context) ?? '';
  const column = columns.find((candidate) => sameName(candidate.name, name));
  if (!column) return [[name, 'missing']];
  return types.some((type) => isOfType(column.type, type)) ? [] : [[name, column.type]];
}

function isOfType(actual: string, wanted: string): boolean {
  const [actualType, wantedType] = [parseTrinoType(actual), parseTrinoType(wanted)];
  if (!actualType || !wantedType) return sameName(actual.trim(), wanted.trim());
  const bare = /^\s*[a-z]+\s*$/i.test(wanted);
  const withZone = (type: typeof actualType) => 'withTimeZone' in type && type.withTimeZone;
  if (bare) return actualType.kind === wantedType.kind && withZone(actualType) === withZone(wantedType);
  return formatTrinoType(actualType) === formatTrinoType(wantedType);
}
