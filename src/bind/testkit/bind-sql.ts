import { invariant, printDiagnostics } from '../../diagnostics/index.ts';
import { parseSql } from '../../sql/parse.ts';
import { formatTrinoType, parseTrinoType } from '../../sql/types.ts';
import { bindStatement, type BoundStatement } from '../bind.ts';
import type { Catalog, CatalogColumn, CatalogRelation } from '../catalog.ts';

/** Tables by name: `{ orders: 'id bigint not null, amount decimal(10,2)' }`; undefined for one whose columns are not known. */
export type Tables = Readonly<Record<string, string | undefined>>;

/** A catalog of tables that are written down in a few words. A name in FROM is found by its last part. */
export function catalogOf(tables: Tables): Catalog {
  const relations = new Map<string, CatalogRelation>();
  for (const [id, columns] of Object.entries(tables)) {
    relations.set(id.toLowerCase(), { id, ...(columns !== undefined && { columns: readColumns(columns) }) });
  }
  return { find: (parts) => relations.get(String(parts.at(-1)).toLowerCase()) };
}

/** Binds a query of these tables. */
export function bindSql(text: string, tables: Tables = {}): BoundStatement {
  const parsed = parseSql({ file: 'query.sql', text });
  invariant(parsed.value, `This is no query:\n${printDiagnostics(parsed.diagnostics)}`);
  return bindStatement(parsed.value, catalogOf(tables));
}

/** What is found wrong, as it is printed. */
export function problemsOf(text: string, tables: Tables = {}): string {
  return printDiagnostics(bindSql(text, tables).diagnostics);
}

/** The columns of a result in a line: `id bigint not null, ? varchar`; `?` is a column without a name and a type that is not known. */
export function columnsOf(text: string, tables: Tables = {}): string {
  const { columns, diagnostics } = bindSql(text, tables);
  invariant(diagnostics.length === 0, `Problems:\n${printDiagnostics(diagnostics)}`);
  if (!columns) return 'unknown';
  return columns.map(({ name = '?', type, nullable }) => `${name} ${type ? formatTrinoType(type) : '?'}${nullable ? '' : ' not null'}`).join(', '); // prettier-ignore
}

function readColumns(text: string): readonly CatalogColumn[] {
  return splitAtCommas(text).map((part) => {
    const [, name = '', type = '', not] = /^("[^"]*"|\S+)\s*(.*?)(\s+not null)?$/i.exec(part) ?? [];
    const parsed = type === '' ? undefined : parseTrinoType(type);
    invariant(parsed !== undefined || type === '', `"${type}" is no type`);
    return { name: name.replaceAll('"', ''), ...(parsed && { type: parsed }), nullable: not === undefined };
  });
}

function splitAtCommas(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const sign of text) {
    if (sign === '(') depth++;
    if (sign === ')') depth--;
    if (sign === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
