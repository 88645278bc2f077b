import type { Query } from '../tree.ts';
import { sameType, type TrinoType } from '../types.ts';
import { canonical, holdsMap } from './canonical.ts';
import { castValue } from './cast-value.ts';
import { emitQuery } from './emit-query.ts';
import type { Emitter } from './emitter.ts';

/** A query whose columns Trino brings to these types by itself, as those of IN (SELECT …) and of the sides of UNION. */
export function emitQueryAs(query: Query, types: readonly TrinoType[], emitter: Emitter): string {
  const text = emitQuery(query, emitter);
  const own = emitter.facts?.query(query)?.columns?.map(({ type }) => type);
  return own ? convertedColumns(text, { own, wanted: types }, emitter) : text;
}

interface Columns {
  readonly own: readonly (TrinoType | undefined)[];
  readonly wanted: readonly (TrinoType | undefined)[];
  /** Whether rows are compared as a whole. */
  readonly compared?: boolean;
}

/** The text of a query with its columns cast from their own types to others where they differ. */
export function convertedColumns(text: string, { own, wanted, compared = false }: Columns, emitter: Emitter): string {
  const changes = own.map((type, index) => isOther(type, wanted[index]) || (compared && holdsMap(wanted[index])));
  if (own.length !== wanted.length || !changes.includes(true)) return text;
  const names = own.map(() => emitter.fresh('c'));
  const items = names.map((name, index) => {
    const [from, to] = [own[index], wanted[index]];
    if (!from || !to || changes[index] !== true) return name;
    const cast = isOther(from, to) ? castValue(name, from, to, { safe: false, emitter }) : name;
    return `${compared ? canonical(cast, to, emitter) : cast} AS ${name}`;
  });
  return `SELECT ${items.join(', ')} FROM (${text}) AS ${emitter.fresh('q')}(${names.join(', ')})`;
}

// DuckDB has one type of texts.
function isOther(from: TrinoType | undefined, to: TrinoType | undefined): boolean {
  if (!from || !to || from.kind === 'unknown' || (from.kind === 'varchar' && to.kind === 'varchar')) return false;
  return !sameType(from, to);
}
