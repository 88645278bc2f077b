import { diagnose, placeIn, type Diagnostic, type Source } from '../../diagnostics/index.ts';
import type { Facts } from '../../bind/bound.ts';
import { SITE_FORMS } from '../duckdb/site-forms.ts';
import { quoteIdentifier, quoteString } from '../quote.ts';
import type { TrinoType } from '../types.ts';
import { PARAMETER_USES, RAISING_MACROS } from '../duckdb/prelude.ts';
import type { Call, Expression, Literal, Query, TextRange, TypedLiteral } from '../tree.ts';
import { coerced } from './coerced.ts';
import { emitAggregate } from './emit-aggregate.ts';
import { emitExpression } from './emit-expression.ts';
import { canonical } from './canonical.ts';
import { emitQuery } from './emit-query.ts';
import { emitQueryAs } from './emit-query-as.ts';
import { isCompound } from './parentheses.ts';
import { isZoned } from './time-zones.ts';
import { typedForm } from './typed-form.ts';

/** What is written while a query is emitted; one for each translation. */
interface Output {
  readonly source: Source;
  readonly diagnostics: Diagnostic[];
  /** What the binder found; absent for a text of which no types are known. */
  readonly facts?: Facts | undefined;
  counter: number;
}

const MAX_COPIES = 2;
const HEAVY = /\bt_\w+\(/;

interface Scope {
  readonly parameters?: ReadonlyMap<string, string>;
  readonly inTry?: boolean;
  readonly outermost?: boolean;
  readonly distinct?: boolean;
  /** What aliases stand for, by their names in lower case: inside the expressions of ORDER BY. */
  readonly aliases?: ReadonlyMap<string, Expression>;
}

/**
 * Writes DuckDB text for one tree. It is handed down through every emitting function; `inTry` and `lambda` give changed copies.
 * A refusal is noted, and emission goes on, so that one run tells all of them.
 */
export class Emitter {
  readonly inTry: boolean;
  readonly facts: Facts | undefined;
  /** Whether this is the outermost query, whose values leave the engine. */
  private readonly outermost: boolean;
  /** Whether rows are told apart by the items of this SELECT. */
  private readonly distinct: boolean;
  private readonly output: Output;
  /** The SQL text of each lambda parameter in scope, by its name in lower case. */
  private readonly parameters: ReadonlyMap<string, string>;
  private readonly aliases: ReadonlyMap<string, Expression> | undefined;
  private ahead: { readonly expression: Expression; readonly text: string } | undefined;

  constructor(output: Output, scope: Scope = {}) {
    this.output = output;
    this.parameters = scope.parameters ?? new Map();
    this.inTry = scope.inTry ?? false;
    this.outermost = scope.outermost ?? false;
    this.distinct = scope.distinct ?? false;
    this.aliases = scope.aliases;
    this.facts = output.facts;
  }

  /** The type of an expression where it stands, after Trino's own conversions; undefined where it is not known. */
  typeOf(expression: Expression): TrinoType | undefined {
    return this.facts?.coercion(expression) ?? this.facts?.value(expression)?.type;
  }

  /** The type of an expression by itself. */
  ownTypeOf(expression: Expression): TrinoType | undefined {
    return this.facts?.value(expression)?.type;
  }

  /** An expression that can stand as an argument. */
  text(expression: Expression): string {
    if (!this.facts && isZoned(expression, this)) this.refuseZone(expression);
    return this.converted(expression);
  }

  /** An expression as it is by itself, without Trino's conversion to what is wanted where it stands. */
  unconverted(expression: Expression): string {
    return this.ahead?.expression === expression ? this.ahead.text : emitExpression(expression, this);
  }

  /** As `write` gives it, where the text of one expression inside is there already: it is not emitted again, and needs no depth. */
  withText(expression: Expression, text: string, write: () => string): string {
    const before = this.ahead;
    this.ahead = { expression, text };
    const written = write();
    this.ahead = before;
    return written;
  }

  private converted(expression: Expression): string {
    const to = this.facts?.coercion(expression);
    const from = to && this.ownTypeOf(expression);
    return to && from ? coerced(expression, from, to, this) : this.unconverted(expression);
  }

  /** As `text`, in parentheses where the expression is more than one term. */
  operand(expression: Expression): string {
    const text = this.text(expression);
    return isCompound(expression) ? `(${text})` : text;
  }

  /** As `text`, where the instant alone counts and the time zone of a value does not: in comparisons. */
  instant(expression: Expression): string {
    const text = this.converted(expression);
    return isCompound(expression) ? `(${text})` : text;
  }

  /** An item of SELECT. In the outermost query a value's zone is lost where it is stored, which is said and not refused. */
  selectItem(expression: Expression): string {
    if (this.distinct) return this.identity(this.unmarked().selectItem(expression), this.typeOf(expression));
    if (!this.outermost || !isZoned(expression, this)) return this.text(expression);
    this.report(diagnose('sql-time-zone-stored-as-utc', undefined, { at: this.place(expression.at) }));
    return this.converted(expression);
  }

  /** Where a literal stands that DuckDB may type by its context, as in a comparison or a position: not with the width or precision of its own. */
  plain(expression: Expression): string {
    if (isBare(expression, this.typeOf(expression))) return expression.value;
    return isMoment(expression) && !this.facts?.coercion(expression)
      ? `TIMESTAMP ${quoteString(expression.value.trim())}`
      : this.instant(expression);
  }

  /** A call of one of our macros on these arguments: in the form for their types, where that depends on them and they are known. */
  call(name: `t_${string}`, args: readonly Expression[], texts: readonly string[]): string {
    return this.typed(name, args.map((arg) => this.typeOf(arg)), texts); // prettier-ignore
  }

  /** As `call`, by the arguments' types. */
  typed(name: `t_${string}`, types: readonly (TrinoType | undefined)[], given: readonly string[]): string {
    const texts = COMPARING.has(name) ? given.map((text, index) => this.identity(text, types[index])) : given;
    return (this.facts && typedForm(name, types, texts, this)) ?? this.macro(name, ...texts);
  }

  /** A subquery; `types`: what its columns are brought to where it stands. */
  query(query: Query, types?: readonly TrinoType[]): string {
    const emitter = new Emitter(this.output, { parameters: this.parameters });
    return types ? emitQueryAs(query, types, emitter) : emitQuery(query, emitter);
  }

  /** Within TRY, which holds no subqueries in DuckDB, the refusal of one. */
  alone(subquery: Expression): string | undefined {
    return this.inTry ? this.refuse('A subquery within TRY', subquery.at, 'Join it, or put TRY inside.') : undefined;
  }

  /** A value in a form in which values that Trino does not tell apart are the same: to group by, to tell as distinct, to join by. */
  identity(text: string, type: TrinoType | undefined): string {
    return type ? canonical(text, type, this) : text;
  }

  /**
   * A call of one of our macros: inside TRY its form that TRY can catch. DuckDB copies arguments into a macro's body, and macros within macros grow
   * without bounds: an argument that holds one is given a name, through a list of one element.
   */
  macro(name: `t_${string}`, ...args: readonly string[]): string {
    const uses = Object.hasOwn(SITE_FORMS, name) ? [] : (PARAMETER_USES.get(name) ?? []);
    const heavy = args.filter((arg, index) => (uses[index] ?? 0) > MAX_COPIES && HEAVY.test(arg));
    const call = (texts: readonly string[]): string => `${this.macroName(name)}(${texts.join(', ')})`;
    if (heavy.length === 0) return call(args);
    if (heavy.length === 1)
      return `list_transform([${heavy[0] as string}], lambda __v: ${call(args.map((arg) => (arg === heavy[0] ? '__v' : arg)))})[1]`;
    const named = args.map((arg) => (heavy.includes(arg) ? `struct_extract_at(__v, ${heavy.indexOf(arg) + 1})` : arg));
    return `list_transform([row(${heavy.join(', ')})], lambda __v: ${call(named)})[1]`;
  }

  macroName(name: string): string {
    return this.inTry && RAISING_MACROS.has(name) ? `${name}_try` : name;
  }

  /** A call of an aggregate or window function with its modifiers. */
  aggregate(call: Call, name: string, args: readonly string[]): string {
    return emitAggregate(call, name, args, this);
  }

  /** An emitter for TRY's argument. */
  trying(at?: TextRange): Emitter {
    // A TRY inside another one can bring DuckDB 1.5.5 down, the process with it.
    if (this.inTry) this.refuse('TRY, or a TRY_CAST of a nested value, within another TRY', at);
    return new Emitter(this.output, { ...this.scope(), inTry: true });
  }

  /** An emitter for the items of SELECT DISTINCT. */
  distinguishing(): Emitter {
    return new Emitter(this.output, { ...this.scope(), outermost: this.outermost, distinct: true });
  }

  private unmarked(): Emitter {
    return new Emitter(this.output, { ...this.scope(), outermost: this.outermost });
  }

  /** An emitter for the items of ORDER BY. */
  ordering(aliases: ReadonlyMap<string, Expression>): Emitter {
    return new Emitter(this.output, { ...this.scope(), aliases });
  }

  /** What a bare name in ORDER BY stands for, if it is an alias. */
  aliased(name: string): Expression | undefined {
    return this.aliases?.get(name.toLowerCase());
  }

  /** An emitter outside ORDER BY: an alias is not looked for in what an alias stands for. */
  withoutAliases(): Emitter {
    return new Emitter(this.output, { parameters: this.parameters, inTry: this.inTry });
  }

  private scope(): Scope {
    return { parameters: this.parameters, inTry: this.inTry, ...(this.aliases && { aliases: this.aliases }) };
  }

  /** An emitter for a lambda's body, with the SQL text that stands for each of its parameters. */
  lambda(parameters: Readonly<Record<string, string>>): Emitter {
    const scope = new Map(this.parameters);
    for (const [name, text] of Object.entries(parameters)) scope.set(name.toLowerCase(), text);
    return new Emitter(this.output, { ...this.scope(), parameters: scope });
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

  refuseFunction(name: string, reason: string, at?: TextRange): string {
    this.report(diagnose('function-unsupported-locally', { name, reason }, { at: this.place(at) }));
    return 'NULL';
  }

  report(diagnostic: Diagnostic): void {
    this.output.diagnostics.push(diagnostic);
  }

  place(at: TextRange | undefined): ReturnType<typeof placeIn> | undefined {
    return at && placeIn(this.output.source, at.start, at.end);
  }

  private refuseZone(expression: Expression): void {
    this.report(diagnose('sql-time-zone-lost', undefined, { at: this.place(expression.at) }));
  }
}

// Macros that compare elements as wholes.
const COMPARING: ReadonlySet<string> = new Set(['t_array_distinct', 't_array_except', 't_array_intersect', 't_array_remove', 't_array_union', 't_arrays_overlap', 't_contains', 't_position']); // prettier-ignore

const MAX_DOUBLE_DIGITS = 15;

// A number that DuckDB types by what it stands beside. A real is too short for that.
function isBare(expression: Expression, type: TrinoType | undefined): expression is Literal {
  if (expression.kind !== 'literal' || expression.type !== 'number' || type?.kind === 'real') return false;
  if (/^\d+$/.test(expression.value)) return type === undefined || expression.value.length <= MAX_DOUBLE_DIGITS;
  return type !== undefined && /^\d+\.\d+$/.test(expression.value) && expression.value.length <= MAX_DOUBLE_DIGITS;
}

// A timestamp(0) cannot be compared with a timestamp with time zone in DuckDB, a TIMESTAMP can.
function isMoment(expression: Expression): expression is TypedLiteral {
  return (
    expression.kind === 'typed-literal' &&
    expression.type === 'timestamp' &&
    /^\s*\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?\s*$/.test(expression.value)
  );
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
