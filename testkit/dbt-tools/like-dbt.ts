import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as duckdb from '@duckdb/node-api';

const FOLDER = join(import.meta.dirname, 'like-dbt');

/** dbt's own manifest of the project that both build, kept for comparison. */
export const DBT_MANIFEST = join(FOLDER, 'dbt-manifest.json.gz');

const ORDERS = `CREATE SCHEMA raw;
CREATE TABLE raw.orders (id bigint, customer_id bigint, country varchar, amount decimal(10, 2), ordered_at timestamp, loaded_at timestamp);
INSERT INTO raw.orders VALUES
  (1, 7, 'de', 1.5, TIMESTAMP '2024-01-01', TIMESTAMP '2024-01-01'), (2, 7, 'fr', 2.5, TIMESTAMP '2024-01-02', TIMESTAMP '2024-01-02');`;

/** Copies the project that both lakemodel and dbt build, with its source in a database, for one of them. */
export async function copyLikeDbt(dir: string, reader: 'lakemodel' | 'dbt'): Promise<void> {
  cpSync(join(FOLDER, 'project'), dir, { recursive: true });
  if (reader === 'dbt') {
    rmSync(join(dir, 'project.yml'));
    cpSync(join(FOLDER, 'dbt'), dir, { recursive: true });
  }
  mkdirSync(join(dir, 'target'), { recursive: true });
  const instance = await duckdb.DuckDBInstance.create(join(dir, 'target/shop.duckdb'));
  const connection = await instance.connect();
  await connection.run(ORDERS);
  connection.closeSync();
  instance.closeSync();
}

/** An object of JSON. */
export type Json = { readonly [key: string]: unknown };

/** The kept manifest of dbt. */
export function dbtManifest(): Json {
  return JSON.parse(gunzipSync(readFileSync(DBT_MANIFEST)).toString()) as Json;
}

/** What of a manifest both can say alike: without dbt's own macros and docs, and without what is of one run or machine alone. */
export function comparable(manifest: Json): Json {
  const own = (entries: unknown) =>
    Object.fromEntries(
      Object.entries(entries as Readonly<Record<string, Json>>).filter(([, entry]) => entry.package_name !== 'dbt' && entry.package_name !== 'dbt_duckdb'), // prettier-ignore
    );
  return { ...manifest, macros: own(manifest.macros), docs: own(manifest.docs) };
}
