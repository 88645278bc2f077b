import type { ArgumentsSchema, Check, CheckContext, ParameterSchema } from './check.ts';
import { columnNames } from './arguments.ts';
import { filtered, filters } from './expressions.ts';

interface Definition extends Pick<Check, 'name' | 'namespace' | 'description' | 'problem' | 'failCalc' | 'tally'> {
  readonly column?: Check['column'];
  readonly parameters?: Readonly<Record<string, ParameterSchema>>;
  readonly required?: readonly string[];
  readonly relations?: readonly string[];
  readonly needsColumns?: boolean;
  /** Parameters that hold column names, besides the column that the test is written under. */
  readonly columnParameters?: readonly string[];
}

interface RowDefinition extends Definition {
  /** True where the row breaks the rule, never NULL; `where` and `row_condition` are added to it. */
  readonly rule: (context: CheckContext) => string;
  readonly failingRows?: (context: CheckContext) => string;
}

interface SetDefinition extends RowDefinition {
  readonly failingRows: (context: CheckContext) => string;
}

interface TableDefinition extends Definition {
  readonly failingRows: (context: CheckContext) => string;
}

/** A check of each row by itself: its failing rows are those that break the rule. */
export function rowCheck(definition: RowDefinition): Check {
  const broken = (context: CheckContext) => filtered(filters(context), definition.rule(context));
  return {
    ...complete(definition),
    kind: 'row',
    broken,
    failingRows: definition.failingRows ?? ((context) => rowsThat(broken(context), context)),
    tally: definition.tally ?? ((context) => ({ value: broken(context), total: countTrue })),
  };
}

/** A check of rows beside others: blames rows, and has failing rows of its own (as a value for each duplicate). */
export function setCheck(definition: SetDefinition): Check {
  const broken = (context: CheckContext) => filtered(filters(context), definition.rule(context));
  return {
    ...complete(definition),
    kind: 'set',
    broken,
    failingRows: definition.failingRows,
    ...(definition.tally && { tally: definition.tally }),
  };
}

/** A check of a table as a whole, which blames no row. */
export function tableCheck(definition: TableDefinition): Check {
  return {
    ...complete(definition),
    kind: 'table',
    failingRows: definition.failingRows,
    ...(definition.tally && { tally: definition.tally }),
  };
}

/** The number of rows for which a boolean expression is true. */
export function countTrue(value: string): string {
  return `count(*) FILTER (WHERE ${value})`;
}

/** The same rows as `broken`, where it may hold window functions: those stand in no WHERE. */
export function windowedRows(condition: string, { relation, alias }: CheckContext): string {
  return `SELECT * FROM (SELECT ${alias}.*, ${condition} AS "is_broken" FROM ${relation} AS ${alias}) AS judged WHERE judged."is_broken"`;
}

function rowsThat(condition: string, { relation, alias }: CheckContext): string {
  return `SELECT ${alias}.* FROM ${relation} AS ${alias} WHERE ${condition}`;
}

function complete(definition: Definition): Omit<Check, 'kind' | 'failingRows' | 'broken' | 'tally'> {
  const { name, namespace, description, problem, failCalc, column = 'required' } = definition;
  return {
    name,
    ...(namespace && { namespace }),
    description,
    column,
    parameters: schemaOf(definition, column),
    relations: definition.relations ?? [],
    needsColumns: definition.needsColumns ?? false,
    ...(failCalc !== undefined && { failCalc }),
    ...(problem && { problem }),
    columnsUsed: (context) => columnNames(context, definition.columnParameters ?? []),
  };
}

function schemaOf(definition: Definition, column: Check['column']): ArgumentsSchema {
  const columnName: ParameterSchema = {
    description: 'The column, where the test is not written under it.',
    type: 'string',
  };
  return {
    type: 'object',
    properties: { ...definition.parameters, ...(column !== 'none' && { column_name: columnName }) },
    required: definition.required ?? [],
    additionalProperties: false,
  };
}
