/** A half-open range of offsets into the query's text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Where a node stands, from its first character to behind its last; absent in nodes that are made and not parsed. */
export interface Located {
  readonly at?: TextRange | undefined;
}

/** An expression, as Trino's grammar has it. */
export type Expression =
  | Column
  | Literal
  | TypedLiteral
  | Interval
  | Unary
  | Binary
  | IsNull
  | Like
  | Between
  | InList
  | InQuery
  | Exists
  | Quantified
  | Case
  | Cast
  | Call
  | Lambda
  | Subscript
  | Field
  | RowValue
  | ArrayValue
  | ScalarQuery
  | AtTimeZone;

/** A name of one or more parts: `x`, `t.x`, `t.row_column.field`; also lambda parameters. */
export interface Column extends Located {
  readonly kind: 'column';
  readonly parts: readonly string[];
}

/** `number` keeps the digits as written; `string` is the text itself. */
export interface Literal extends Located {
  readonly kind: 'literal';
  readonly type: 'number' | 'string' | 'boolean' | 'null' | 'binary';
  readonly value: string;
}

/** `DATE '2024-01-01'`, `DECIMAL '1.50'`, `BIGINT '5'`: the type's word in lower case and the text. */
export interface TypedLiteral extends Located {
  readonly kind: 'typed-literal';
  readonly type: string;
  readonly value: string;
}

export interface Interval extends Located {
  readonly kind: 'interval';
  readonly value: string;
  readonly negative: boolean;
  readonly unit: string;
  readonly to?: string | undefined;
}

export interface Unary extends Located {
  readonly kind: 'unary';
  readonly operator: '-' | 'not';
  readonly operand: Expression;
}

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type Arithmetic = '+' | '-' | '*' | '/' | '%';

export interface Binary extends Located {
  readonly kind: 'binary';
  readonly operator: Comparison | Arithmetic | '||' | 'and' | 'or' | 'is distinct from' | 'is not distinct from';
  readonly left: Expression;
  readonly right: Expression;
}

export interface IsNull extends Located {
  readonly kind: 'is-null';
  readonly operand: Expression;
  readonly not: boolean;
}

export interface Like extends Located {
  readonly kind: 'like';
  readonly operand: Expression;
  readonly pattern: Expression;
  readonly escape?: Expression | undefined;
}

export interface Between extends Located {
  readonly kind: 'between';
  readonly operand: Expression;
  readonly low: Expression;
  readonly high: Expression;
  readonly not: boolean;
}

export interface InList extends Located {
  readonly kind: 'in-list';
  readonly operand: Expression;
  readonly items: readonly Expression[];
  readonly not: boolean;
}

export interface InQuery extends Located {
  readonly kind: 'in-query';
  readonly operand: Expression;
  readonly query: Query;
  readonly not: boolean;
}

export interface Exists extends Located {
  readonly kind: 'exists';
  readonly query: Query;
  readonly not: boolean;
}

export interface Quantified extends Located {
  readonly kind: 'quantified';
  readonly operand: Expression;
  readonly operator: Comparison;
  readonly quantifier: 'all' | 'any';
  readonly query: Query;
}

export interface Case extends Located {
  readonly kind: 'case';
  readonly operand?: Expression | undefined;
  readonly whens: readonly { readonly when: Expression; readonly then: Expression }[];
  readonly otherwise?: Expression | undefined;
}

export interface Cast extends Located {
  readonly kind: 'cast';
  readonly operand: Expression;
  /** Trino's type as text, in canonical form. */
  readonly type: string;
  readonly safe: boolean;
}

/** A call of a function, an aggregate or a window function, and what the grammar writes like one. */
export interface Call extends Located {
  readonly kind: 'call';
  /** In lower case; that of a function in a catalog with its parts: `udfs.tax.rate`. */
  readonly name: string;
  readonly args: readonly Expression[];
  readonly star: boolean;
  readonly distinct: boolean;
  /** ORDER BY among the arguments, or WITHIN GROUP. */
  readonly orderBy: readonly Ordering[];
  readonly filter?: Expression | undefined;
  readonly nulls?: 'ignore' | 'respect' | undefined;
  readonly over?: Window | undefined;
  /** What stands in the call beside arguments, as `WITH ARRAY WRAPPER` or trim's LEADING, in the words of the grammar. */
  readonly options: Readonly<Record<string, string>>;
  /** What a JSON function gives where its path finds nothing, and where it fails, if the call says so. */
  readonly onEmpty?: JsonBehavior | undefined;
  readonly onError?: JsonBehavior | undefined;
}

/** `NULL ON EMPTY`, `DEFAULT 0 ON ERROR`, `EMPTY ARRAY ON EMPTY`. */
export type JsonBehavior =
  | { readonly kind: 'error' | 'null' | 'empty array' | 'empty object' | 'true' | 'false' | 'unknown' }
  | { readonly kind: 'default'; readonly value: Expression };

export interface Lambda extends Located {
  readonly kind: 'lambda';
  readonly parameters: readonly string[];
  readonly body: Expression;
}

export interface Subscript extends Located {
  readonly kind: 'subscript';
  readonly operand: Expression;
  readonly index: Expression;
}

export interface Field extends Located {
  readonly kind: 'field';
  readonly operand: Expression;
  readonly name: string;
}

export interface RowValue extends Located {
  readonly kind: 'row';
  readonly items: readonly Expression[];
}

export interface ArrayValue extends Located {
  readonly kind: 'array';
  readonly items: readonly Expression[];
}

export interface ScalarQuery extends Located {
  readonly kind: 'scalar-query';
  readonly query: Query;
}

export interface AtTimeZone extends Located {
  readonly kind: 'at-time-zone';
  readonly operand: Expression;
  readonly zone: Expression;
}

export interface Ordering extends Located {
  readonly expression: Expression;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** OVER's content: a named window, or one written in place. */
export interface Window extends Located {
  readonly name?: string | undefined;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly Ordering[];
  readonly frame?: Frame | undefined;
}

export interface Frame {
  readonly unit: 'rows' | 'range' | 'groups';
  readonly start: FrameBound;
  readonly end?: FrameBound | undefined;
}

export type FrameBound =
  | { readonly kind: 'current row' | 'unbounded preceding' | 'unbounded following' }
  | { readonly kind: 'preceding' | 'following'; readonly distance: Expression };

export interface Query extends Located {
  readonly with?: With | undefined;
  readonly body: Body;
  readonly orderBy: readonly Ordering[];
  readonly offset?: Expression | undefined;
  readonly limit?: Expression | undefined;
  readonly withTies: boolean;
}

export interface With extends Located {
  readonly recursive: boolean;
  readonly tables: readonly CommonTable[];
}

export interface CommonTable extends Located {
  readonly name: string;
  readonly columns: readonly string[];
  readonly query: Query;
}

export type Body = Select | SetOperation | Values | (Located & { readonly kind: 'query'; readonly query: Query });

export interface SetOperation extends Located {
  readonly kind: 'set-operation';
  readonly operator: 'union' | 'intersect' | 'except';
  readonly all: boolean;
  readonly left: Body;
  readonly right: Body;
}

export interface Values extends Located {
  readonly kind: 'values';
  readonly rows: readonly Expression[];
}

export interface Select extends Located {
  readonly kind: 'select';
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from: readonly Relation[];
  readonly where?: Expression | undefined;
  readonly groupBy?: readonly GroupingElement[] | undefined;
  readonly having?: Expression | undefined;
  readonly windows: readonly (Located & { readonly name: string; readonly window: Window })[];
}

export type SelectItem = Located &
  (
    | { readonly kind: 'star'; readonly of?: readonly string[] | undefined }
    | { readonly kind: 'row-star'; readonly operand: Expression }
    | { readonly kind: 'expression'; readonly expression: Expression; readonly alias?: string | undefined }
  );

export type GroupingElement = Located &
  (
    | { readonly kind: 'expressions'; readonly items: readonly Expression[] }
    | {
        readonly kind: 'grouping sets' | 'rollup' | 'cube';
        readonly sets: readonly (readonly Expression[])[];
      }
  );

/** What stands in FROM. */
export type Relation = Located &
  (
    | { readonly kind: 'table'; readonly parts: readonly string[]; readonly alias?: Alias | undefined }
    | {
        readonly kind: 'derived';
        readonly query: Query;
        readonly lateral: boolean;
        readonly alias?: Alias | undefined;
      }
    | Unnest
    | { readonly kind: 'sequence-table'; readonly args: readonly Expression[]; readonly alias?: Alias | undefined }
    | { readonly kind: 'sample'; readonly relation: Relation; readonly method: string; readonly percent: Expression }
    | Join
  );

export interface Alias extends Located {
  readonly name: string;
  readonly columns: readonly string[];
}

export interface Unnest extends Located {
  readonly kind: 'unnest';
  readonly arrays: readonly Expression[];
  readonly ordinality: boolean;
  readonly alias?: Alias | undefined;
}

export interface Join extends Located {
  readonly kind: 'join';
  readonly type: 'inner' | 'left' | 'right' | 'full' | 'cross';
  readonly left: Relation;
  readonly right: Relation;
  readonly on?: Expression | undefined;
  readonly using?: readonly string[] | undefined;
}
