import type { Value } from '../../engines/engine.ts';
import { formatTrinoType, parseTrinoType } from '../../sql/types.ts';
import type { Engine } from './engine.ts';

interface Page {
  readonly nextUri?: string;
  readonly columns?: readonly { readonly name: string; readonly type: string }[];
  readonly data?: readonly (readonly Value[])[];
  readonly error?: { readonly message: string };
}

const HEADERS = {
  'X-Trino-User': 'lakemodel',
  'X-Trino-Time-Zone': 'UTC',
  'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME',
};

/** A Trino server, which may have no catalogs: a table is its query, put in wherever its name stands. */
export function openTrino(url: string): Engine {
  const tables = new Map<string, string>();
  const inlined = (sql: string) =>
    [...tables].reduce(
      (text, [name, query]) => text.replace(new RegExp(`\\b${name}\\b`, 'g'), () => `(${query})`),
      sql,
    );
  const query = async (sql: string) => ({ ...(await send(url, inlined(sql))), durationMs: 0 });
  return {
    query,
    rows: async (sql) => (await query(sql)).rows,
    createTable: async (name, sql) => void tables.set(name, inlined(sql)),
    execute: () => Promise.reject(new Error('This test needs tables that can be changed')),
    close: () => Promise.resolve(),
    writable: false,
  };
}

async function send(url: string, sql: string) {
  const rows: (readonly Value[])[] = [];
  let columns: Page['columns'] = [];
  let page = await fetchPage(new URL('/v1/statement', url), { method: 'POST', headers: HEADERS, body: sql });
  for (;;) {
    if (page.error) throw new Error(`${page.error.message}\n${sql}`);
    columns = page.columns ?? columns;
    rows.push(...(page.data ?? []));
    if (!page.nextUri) return inOurForm(columns, rows);
    page = await fetchPage(new URL(page.nextUri), { headers: HEADERS });
  }
}

// As `Value` says: bytes in hex, types in canonical text.
function inOurForm(columns: NonNullable<Page['columns']>, rows: readonly (readonly Value[])[]) {
  const types = columns.map(({ type }) => parseTrinoType(type));
  const value = (item: Value, index: number) =>
    types[index]?.kind === 'varbinary' && item !== null ? Buffer.from(String(item), 'base64').toString('hex') : item;
  return {
    columns: columns.map(({ name, type }, index) => ({
      name,
      type: types[index] ? formatTrinoType(types[index]) : type,
    })),
    rows: rows.map((row) => row.map(value)),
  };
}

async function fetchPage(url: URL, init: RequestInit): Promise<Page> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`Trino answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Page;
}
