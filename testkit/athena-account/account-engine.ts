import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { relationKey, type Connection, type DialectName, type RelationInfo } from '../../src/engines/engine.ts';
import { openAthena } from '../../src/engines/athena/connection.ts';
import { parseTrinoType } from '../../src/sql/types.ts';
import { quoteIdentifier, quoteRelation } from '../../src/sql/quote.ts';
import { projectIn } from '../e2e/harness.ts';
import type { EngineUnderTest, TypedContents } from '../engines/conformance/engines.ts';
import type {} from './account-setup.ts';
import { accountSettings, accountTarget, type Account } from './account.ts';
import { isNested, valueOfJson } from './json-values.ts';

// Stands in the place of `conformance/engines.ts`, so that its themes run on the account: see vitest.athena.config.ts.

export const ENGINE_NAMES: readonly DialectName[] = ['athena'];

/** A project called `shop` on the account, read back through Athena itself. */
export async function openEngine(): Promise<EngineUnderTest> {
  const account = theAccount();
  const prefix = `${account.prefix}_${randomBytes(3).toString('hex')}`;
  const dir = mkdtempSync(join(tmpdir(), 'lakemodel-account-'));
  const project = projectIn(dir);
  project.write({ 'project.yml': `name: shop\nversion: '1'\ntarget: athena\n${accountTarget(account, prefix)}` });
  const connection = await openAthena({ settings: accountSettings(account, prefix), threads: 4 });
  const describe = async (table: string) => {
    const relation = relationOf(table, prefix);
    return (await connection.describe([relation])).get(relationKey(relation));
  };
  return {
    name: 'athena',
    project,
    options: { env: environment() },
    read: async (table) => contents(connection, table, prefix, await describe(table)),
    describe,
    plainName: (shown) => (shown.startsWith(`${prefix}_`) ? shown.slice(prefix.length + 1) : shown),
    remove: async () => {
      await connection.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The account of this run. Throws where there is none, which the configuration keeps from happening. */
export function theAccount(): Account {
  const account = inject('account');
  if (!account) throw new Error('There is no account to test on');
  return account;
}

/** Variables that are set. */
export function environment(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))); // prettier-ignore
}

function relationOf(table: string, prefix: string) {
  const at = table.indexOf('.');
  return { schema: `${prefix}_${table.slice(0, at)}`, identifier: table.slice(at + 1) };
}

// Athena gives text for everything; what stands in nested values can be told from their JSON alone.
async function contents(
  connection: Connection,
  table: string,
  prefix: string,
  info: RelationInfo | undefined,
): Promise<TypedContents> {
  if (!info) throw new Error(`There is no ${table}`);
  const types = info.columns.map(({ type }) => parseTrinoType(type));
  const list = info.columns.map(({ name }, at) => {
    const column = quoteIdentifier(name, 'athena');
    return isNested(types[at]) ? `json_format(CAST(${column} AS JSON)) AS ${column}` : column;
  });
  const relation = quoteRelation(relationOf(table, prefix), 'athena');
  const { rows } = await connection.execute(`SELECT ${list.join(', ')} FROM ${relation}`);
  return {
    columns: info.columns.map(({ name }) => name),
    types: info.columns.map(({ type }) => type),
    rows: rows.map((row) =>
      row.map((value, at) => {
        const type = types[at];
        return type && isNested(type) && typeof value === 'string' ? valueOfJson(JSON.parse(value), type) : value;
      }),
    ),
  };
}
