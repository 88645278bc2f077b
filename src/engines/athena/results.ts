import type { Column, Value } from '../engine.ts';
import { PAGE_ROWS, type AthenaApi, type ColumnInfo, type QueryExecution, type Row } from './api.ts';
import { decodeValue, resultColumn } from './values.ts';

export interface Answer {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Value[])[];
  readonly rowsAffected?: number;
}

const NOTHING: Answer = { columns: [], rows: [] };

/** What a query that succeeded gave: its rows, or how many it wrote. `fetch` is one page of GetQueryResults. */
export async function readAnswer(
  execution: QueryExecution,
  fetch: (page: { readonly token?: string; readonly rows: number }) => ReturnType<AthenaApi['results']>,
): Promise<Answer> {
  if (execution.StatementType === 'DDL' && !SHOWS.test(execution.SubstatementType ?? '')) return NOTHING;
  if (isWrite(execution)) {
    const { UpdateCount } = await fetch({ rows: 1 });
    return { ...NOTHING, ...(UpdateCount !== undefined && { rowsAffected: UpdateCount }) };
  }
  const { infos, rows } = await readPages(fetch);
  const data = hasHeader(execution, infos, rows[0]) ? rows.slice(1) : rows;
  const texts = data.map((row) => infos.map((_, index) => row.Data?.[index]?.VarCharValue));
  return {
    columns: infos.map((info, index) => resultColumn(info, column(texts, index))),
    rows: texts.map((row) => row.map((text, index) => decodeValue(text, infos[index]?.Type ?? 'varchar'))),
  };
}

async function readPages(
  fetch: Parameters<typeof readAnswer>[1],
): Promise<{ infos: readonly ColumnInfo[]; rows: Row[] }> {
  const rows: Row[] = [];
  let infos: readonly ColumnInfo[] = [];
  let token: string | undefined;
  do {
    const page = await fetch({ rows: PAGE_ROWS, ...(token !== undefined && { token }) });
    infos = page.ResultSet?.ResultSetMetadata?.ColumnInfo ?? infos;
    for (const row of page.ResultSet?.Rows ?? []) rows.push(row);
    token = page.NextToken;
  } while (token !== undefined && token !== '');
  return { infos, rows };
}

const SHOWS = /^(?:SHOW|DESC)/i;
const WRITES = /^(?:INSERT|MERGE|UPDATE|DELETE|CREATE_TABLE_AS|UNLOAD)/i;

function isWrite({ StatementType, SubstatementType, Query }: QueryExecution): boolean {
  if (StatementType !== 'DML' && StatementType !== 'DDL') return false;
  if (SubstatementType !== undefined) return WRITES.test(SubstatementType);
  return /^\s*(?:--[^\n]*\n\s*)*(?:insert|merge|update|delete|create)\b/i.test(Query ?? '');
}

// SELECTs have a first row with the columns' names; SHOW and DESCRIBE have none, EXPLAIN has.
function hasHeader({ StatementType }: QueryExecution, infos: readonly ColumnInfo[], first: Row | undefined): boolean {
  if (!first) return false;
  if (StatementType === 'DML') return true;
  return infos.length > 0 && infos.every(({ Name, Label }, index) => (first.Data?.[index]?.VarCharValue ?? '') === (Label ?? Name)); // prettier-ignore
}

function* column(rows: readonly (readonly (string | undefined)[])[], index: number): Iterable<string | undefined> {
  for (const row of rows) yield row[index];
}
