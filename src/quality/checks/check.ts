import type { Column } from '../../engines/engine.ts';
import type { JsonValue } from '../../project/project.ts';

/** Another relation that a check reads (`to`, `compare_model`): its name as quoted SQL, its columns where they are known. */
export interface RelationArgument {
  readonly relation: string;
  readonly columns?: readonly Column[];
}

/** A test's arguments as its author wrote them, with references replaced by the relations that they name. */
export type CheckArguments = Readonly<Record<string, JsonValue | RelationArgument>>;

/** What a check is asked about. All text is SQL in Athena's dialect. */
export interface CheckContext {
  /** What is checked: a quoted relation, or a query in parentheses. */
  readonly relation: string;
  /** The name of the row at hand in `broken` and `tally`. */
  readonly alias: string;
  readonly columnName?: string;
  readonly arguments: CheckArguments;
  /** Columns of `relation`, types in Trino's text. */
  readonly columns?: readonly Column[];
  /** A condition on rows (a test's `where`): other rows are neither blamed nor seen by rules about several rows. */
  readonly filter?: string;
  /** Columns that decide between rows that are otherwise in no order: the same rows are then blamed every time. */
  readonly tieBreakers?: readonly string[];
  /** The time that "recent" is measured against: `2026-01-31 12:00:00.000000`, in UTC. */
  readonly now: string;
}

export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'array';

/** The part of JSON Schema that parameters need. */
export interface ParameterSchema {
  readonly description?: string;
  readonly type: JsonType | readonly JsonType[];
  readonly enum?: readonly string[];
  readonly items?: ParameterSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly default?: string | number | boolean;
}

/** JSON Schema of a check's `arguments:`. */
export interface ArgumentsSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, ParameterSchema>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
}

/** How a check's failures are counted beside others in one scan: an expression for each row, and an aggregate over it. */
export interface Tally {
  readonly value: string;
  readonly total: (value: string) => string;
}

/**
 * A data test that is built in.
 *
 * - `kind` says what a rule is about: each `row` alone, a row beside others (`set`), or the `table` as a whole.
 * - `failingRows` is a SELECT whose rows are the failures. It reads `relation` as it is: a `where` stands there already.
 * - `broken`, where a row can be blamed, is one boolean expression over the row `alias`: true where the row breaks the rule, never NULL.
 *   It may hold window functions, and subqueries that read other relations.
 * - `tally`, where failures can be counted beside other tests' in one scan.
 */
export interface Check {
  readonly name: string;
  readonly namespace?: 'dbt_utils' | 'dbt_expectations';
  readonly description: string;
  readonly kind: 'row' | 'set' | 'table';
  /** Whether it is written under a column. */
  readonly column: 'required' | 'optional' | 'none';
  readonly parameters: ArgumentsSchema;
  /** Parameters that name another relation. */
  readonly relations: readonly string[];
  /** It cannot be answered without the relation's columns. */
  readonly needsColumns: boolean;
  /** What the number of failures is, where it is not the number of failing rows. */
  readonly failCalc?: string;
  /** What is wrong with arguments that are each of the right type; a sentence. */
  readonly problem?: (args: CheckArguments) => string | undefined;
  readonly failingRows: (context: CheckContext) => string;
  readonly broken?: (context: CheckContext) => string;
  readonly tally?: (context: CheckContext) => Tally | undefined;
  /** Columns that a rule is about, for its name and for reports. */
  readonly columnsUsed: (context: Pick<CheckContext, 'columnName' | 'arguments'>) => readonly string[];
}
