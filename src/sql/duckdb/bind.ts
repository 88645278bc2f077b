import { diagnose, type Diagnostic, type Outcome } from '../../diagnostics/index.ts';
import { quoteIdentifier, quoteString } from '../quote.ts';
import { tokensOf } from '../tokens.ts';
import { formatTrinoType, fromDuckDbType, type TrinoType } from '../types.ts';
import { duckDbType } from '../emit/duckdb-type.ts';
import { hasUnnamedField, nameFields } from '../types/field-names.ts';
import { auditPlan } from './audit-plan.ts';
import { resolveTypes, type Resolved } from './resolve-types.ts';

/** Runs a statement on DuckDB and gives its rows; throws, as the engine does, where DuckDB refuses it. */
export type Probe = (sql: string) => Promise<readonly (readonly unknown[])[]>;

export interface BoundQuery {
  /** The query with its final columns cast, where DuckDB's types are not those that are told in `columns`. */
  readonly sql: string;
  readonly columns: readonly BoundColumn[];
}

export interface BoundColumn {
  readonly name: string;
  /** Trino's type in canonical text. */
  readonly type: string;
}

/**
 * Binds a translated query on DuckDB: its columns with Trino's types, and what only types can tell (see `auditPlan`). Two statements, which
 * read no data. Where DuckDB itself refuses the query, the probe's error goes through.
 */
export async function bindOnDuckDb(sql: string, probe: Probe): Promise<Outcome<BoundQuery | undefined>> {
  const resolved = await resolve(sql, probe);
  const text = resolved?.sql ?? sql;
  const { columns, unknown } = columnsOf(await probe(`DESCRIBE ${text}`));
  const audited = resolved ? auditPlan(resolved.plan, { sql: resolved.planned, offset: PADDING }) : [];
  const diagnostics = [...unknown, ...audited];
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  return { value: { sql: withFinalTypes(text, columns), columns: columns.map(({ name, type }) => ({ name, type: formatTrinoType(type) })) }, diagnostics }; // prettier-ignore
}

// UNNEST of an array of rows and of a map are written alike in Trino, and only DuckDB's binder knows which one a column is.
async function resolve(sql: string, probe: Probe): Promise<Resolved | undefined> {
  for (const text of [sql, ...mapVariants(sql)]) {
    const resolved = await resolveTypes(text, (planned) => plansOf(planned, probe), PADDING);
    if (resolved) return resolved;
  }
  return undefined;
}

// Places in our macros' bodies are counted from the start of their own statements: spaces in front keep the query's places apart from them.
// DuckDB reads them all each time (64 KB would cost 1.5 ms), so the texts are short.
const PADDING = 1 << 13;

// Leaves out a quarter of the JSON: what is absent is what DuckDB takes for granted (no NULL, no place, a scale of 0).
const SHORT = 'skip_null := true, skip_empty := true, skip_default := true';

// A plan that DuckDB cannot make or write down comes as an error in JSON; what is wrong, DESCRIBE tells.
async function plansOf(sql: string, probe: Probe): Promise<unknown> {
  const [row] = await probe(`SELECT json_serialize_plan(repeat(' ', ${PADDING}) || ${quoteString(sql)}, ${SHORT})`);
  const answer = JSON.parse(String(row?.[0])) as { readonly error?: boolean; readonly plans?: unknown };
  return answer.error === true ? undefined : answer.plans;
}

const ROWS = 't_rows';
const ROWS_OF_MAP = 't_map_rows';
const MAX_SITES = 3;

/** The query with each choice of sites that unnest a map. */
function mapVariants(sql: string): readonly string[] {
  if (!sql.includes(ROWS)) return [];
  const sites = tokensOf(sql).filter((token) => token.kind === 'word' && token.text === ROWS);
  const values = [...new Set(sites.map((site) => argumentAt(sql, site.end)))];
  if (values.length > MAX_SITES) return [];
  const choices = Array.from({ length: 2 ** values.length - 1 }, (_, index) => index + 1);
  return choices.map((choice) => {
    const chosen = new Set(values.filter((_, index) => (choice >> index) % 2 === 1));
    return [...sites].reverse().reduce((text, site) => {
      const isMap = chosen.has(argumentAt(sql, site.end));
      return isMap ? text.slice(0, site.start) + ROWS_OF_MAP + text.slice(site.end) : text;
    }, sql);
  });
}

function argumentAt(sql: string, start: number): string {
  let depth = 0;
  for (const token of tokensOf(sql.slice(start))) {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (depth === 0) return sql.slice(start, start + token.end);
  }
  return sql.slice(start);
}

interface TypedColumn {
  readonly name: string;
  readonly type: TrinoType;
  readonly duckDbType: string;
}

function columnsOf(rows: readonly (readonly unknown[])[]): {
  columns: readonly TypedColumn[];
  unknown: readonly Diagnostic[];
} {
  const columns: TypedColumn[] = [];
  const unknown: Diagnostic[] = [];
  for (const [name, text] of rows) {
    const duckDbType = String(text);
    const type = fromDuckDbType(duckDbType);
    if (type) columns.push({ name: String(name), type, duckDbType });
    else unknown.push(diagnose('sql-column-type', { column: String(name), type: duckDbType }));
  }
  return { columns, unknown };
}

/** DuckDB's own types become those that Trino has: 128-bit sums are bigint. Fields without names get some, which its clients need. */
function withFinalTypes(sql: string, columns: readonly TypedColumn[]): string {
  const types = columns.map(finalType);
  if (types.every((type) => type === undefined)) return sql;
  const names = columns.map((_, index) => `__c${index}`);
  const items = columns.map(({ name }, index) => {
    const inner = names[index] as string;
    const type = types[index];
    return `${type === undefined ? inner : `CAST(${inner} AS ${type})`} AS ${quoteIdentifier(name, 'duckdb')}`;
  });
  return `SELECT ${items.join(', ')} FROM (${sql}) AS __final(${names.join(', ')})`;
}

const NOT_IN_TRINO = /\b(U?HUGEINT|UBIGINT|UINTEGER|USMALLINT|UTINYINT)\b/;

function finalType({ duckDbType: text, type }: TypedColumn): string | undefined {
  return NOT_IN_TRINO.test(text) || hasUnnamedField(type) ? duckDbType(nameFields(type)) : undefined;
}
