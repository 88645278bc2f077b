import { diagnose, placeIn, type Diagnostic, type Source } from '../../diagnostics/index.ts';
import { quoteIdentifier } from '../quote.ts';
import type { Expression, Query, TextRange } from '../tree.ts';
import { emitExpression } from './emit-expression.ts';
import { emitQuery } from './emit-query.ts';
import { isCompound } from './parentheses.ts';
import { isZoned } from './time-zones.ts';

/** What is written while a query is emitted; one for each translation. */
interface Output {
  readonly source: Source;
  readonly diagnostics: Diagnostic[];
  counter: number;
}

/**
 * Writes DuckDB text for one tree. It is handed down through every emitting function; `inTry` and `lambda` give changed copies.
 * A refusal is noted, and emission goes on, so that one run tells all of them.
 */
export class Emitter {
  readonly inTry: boolean;
  private readonly output: Output;
  /** The SQL text of each lambda parameter in scope, by its name in lower case. */
  private readonly parameters: ReadonlyMap<string, string>;

  constructor(output: Output, parameters: ReadonlyMap<string, string> = new Map(), inTry = false) {
    this.output = output;
    this.parameters = parameters;
    this.inTry = inTry;
  }

  /** An expression that can stand as an argument. */
  text(expression: Expression): string {
    if (isZoned(expression)) this.refuseZone(expression);
    return emitExpression(expression, this);
  }

  /** As `text`, in parentheses where the expression is more than one term. */
  operand(expression: Expression): string {
    const text = this.text(expression);
    return isCompound(expression) ? `(${text})` : text;
  }

  /** As `text`, where the instant alone counts and the time zone of a value does not: in comparisons. */
  instant(expression: Expression): string {
    const text = emitExpression(expression, this);
    return isCompound(expression) ? `(${text})` : text;
  }

  /** Where a number stands that DuckDB may type by its context, as in a comparison or a position. */
  plain(expression: Expression): string {
    const number = expression.kind === 'literal' && expression.type === 'number' && /^\d+$/.test(expression.value);
    return number ? expression.value : this.instant(expression);
  }

  query(query: Query): string {
    return emitQuery(query, this.withoutTry());
  }

  /** A call of one of our macros: inside TRY its form that TRY can catch. */
  macro(name: RaisingMacro | `t_${string}`, ...args: readonly string[]): string {
    const suffix = this.inTry && RAISING_MACROS.has(name) ? '_try' : '';
    return `${name}${suffix}(${args.join(', ')})`;
  }

  /** An emitter for TRY's argument. */
  trying(): Emitter {
    return new Emitter(this.output, this.parameters, true);
  }

  private withoutTry(): Emitter {
    return this.inTry ? new Emitter(this.output, this.parameters) : this;
  }

  /** An emitter for a lambda's body, with the SQL text that stands for each of its parameters. */
  lambda(parameters: Readonly<Record<string, string>>): Emitter {
    const scope = new Map(this.parameters);
    for (const [name, text] of Object.entries(parameters)) scope.set(name.toLowerCase(), text);
    return new Emitter(this.output, scope, this.inTry);
  }

  parameter(name: string): string | undefined {
    return this.parameters.get(name.toLowerCase());
  }

  /** A name that no user's query has. */
  fresh(prefix: string): string {
    this.output.counter += 1;
    return `__${prefix}${this.output.counter}`;
  }

  /** Notes that this has no form in DuckDB with Trino's meaning. The text that it gives is never run. */
  refuse(what: string, at?: TextRange, hint?: string): string {
    this.report(diagnose('sql-unsupported-locally', { what }, { at: this.place(at), hint }));
    return 'NULL';
  }

  report(diagnostic: Diagnostic): void {
    this.output.diagnostics.push(diagnostic);
  }

  place(at: TextRange | undefined): ReturnType<typeof placeIn> | undefined {
    return at && placeIn(this.output.source, at.start, at.end);
  }

  private refuseZone(expression: Expression): void {
    this.report(diagnose('sql-time-zone-lost', {}, { at: this.place(expression.at) }));
  }
}

/** Identifiers stay bare where both engines read them alike. */
export function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/i.test(name) && !RESERVED.has(name.toLowerCase()) ? name : quoteIdentifier(name, 'duckdb');
}

// DuckDB's reserved words, and what it reads as a call without parentheses or as a type.
const RESERVED = new Set(
  `all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create default deferrable
desc describe distinct do else end except false fetch for foreign from grant group having in initially intersect into lambda
lateral leading limit not null offset on only or order pivot pivot_longer pivot_wider placing primary qualify references returning
select show some summarize symmetric table then to trailing true union unique unpivot using variadic when where window with
authorization binary collation concurrently cross freeze full glob ilike inner is isnull join left like map natural notnull outer
overlaps positional right semi similar tablesample verbose anti asof at struct generated try_cast
current_date current_time current_timestamp localtime localtimestamp current_user current_schema current_catalog session_user user
between bigint bit boolean char character coalesce columns dec decimal exists extract float grouping_id inout int integer interval
national nchar none nullif numeric out overlay position precision real row setof smallint substring time timestamp treat trim
unpack values varchar xmlattributes values rowid`.split(/\s+/),
);

/** Macros that raise an error; each has a form for TRY. Kept equal to the prelude by a test. */
export const RAISING_MACROS: ReadonlySet<string> = new Set([]);
type RaisingMacro = string;
