import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteTableCommand, GetTablesCommand, paginateGetDatabases } from '@aws-sdk/client-glue';
import type { StateStore } from '../../../src/state/index.ts';
import { startAthenaFront, type AthenaFront } from '../../athena-front/front.js';
import { projectIn, type Files, type TestProject } from '../../e2e/harness.ts';
import { athenaTarget, glueClient, lake, newSchemaPrefix, runTrino, trinoTarget } from '../lake.ts';

export type CloudEngine = 'trino' | 'athena';

/** A project on an engine of the lake, in schemas of its own. */
export interface LakeProject {
  readonly prefix: string;
  readonly project: TestProject;
  readonly clock: { commands: number };
  readonly projectYml: string;
}

/** Both go when the test ends. `more`: further lines of `project.yml`. */
export function newLakeProject(
  engine: CloudEngine,
  front: AthenaFront | undefined,
  more = '',
  atEnd?: (remove: () => Promise<void>) => void,
): LakeProject {
  const prefix = newSchemaPrefix(atEnd);
  const targets = engine === 'trino' ? trinoTarget(prefix) : athenaTarget(prefix, front!.url);
  return { prefix, ...newFolder(`name: shop\nversion: '1'\ntarget: ${engine}\n${more}${targets}`) };
}

/** The same project where nothing ever happens to it. A view there is a table: it can be read by whoever has no macros of ours. */
export function newTwin(): Omit<LakeProject, 'prefix'> {
  return newFolder(
    `name: shop\nversion: '1'\ntarget: local\ntargets: { local: { type: duckdb, path: target/shop.duckdb, threads: 1 } }\n`,
  );
}

const folders = new Set<string>();
const made = { projects: 0 };

function newFolder(projectYml: string) {
  const dir = mkdtempSync(join(tmpdir(), 'lakemodel-crash-'));
  folders.add(dir);
  // Athena takes a query's token once: no two projects have runs of one name.
  const clock = { commands: (made.projects += 1) * 1000 };
  const project = projectIn(dir, clock);
  project.write({ 'project.yml': projectYml });
  return { project, clock, projectYml };
}

export function twinFiles(files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      text?.replace(`materialized='view'`, `materialized='table'`) ?? null,
    ]),
  );
}

export function removeFolders(): void {
  for (const dir of folders) rmSync(dir, { recursive: true, force: true });
  folders.clear();
}

export function newFront(): Promise<AthenaFront> {
  const { trino, aws } = lake();
  return startAthenaFront({ trino: trino.url, glue: { endpoint: aws.endpoint, region: aws.region, keys: aws } });
}

/** Every table and view whose schema begins with the prefix, as `gold.m`, sorted. */
export async function relationsOf(prefix: string): Promise<readonly string[]> {
  const client = glueClient();
  const names: string[] = [];
  for await (const { DatabaseList = [] } of paginateGetDatabases({ client }, {})) {
    for (const { Name = '' } of DatabaseList.filter((each) => each.Name?.startsWith(prefix))) {
      const { TableList = [] } = await client.send(new GetTablesCommand({ DatabaseName: Name }));
      names.push(...TableList.map((table) => `${Name.slice(prefix.length + 1)}.${table.Name ?? ''}`));
    }
  }
  return names.sort();
}

export async function dropTable(prefix: string, table: string): Promise<void> {
  const [schema = '', Name = ''] = table.split('.');
  await glueClient()
    .send(new DeleteTableCommand({ DatabaseName: `${prefix}_${schema}`, Name }))
    .catch(() => undefined);
}

/** Rows of a table as texts, sorted; `columns` as SELECT has them. */
export async function rowsOnLake(prefix: string, table: string, columns: string): Promise<readonly string[]> {
  const [schema = '', name = ''] = table.split('.');
  const answer = await runTrino(`select ${columns} from awsdatacatalog.${prefix}_${schema}."${name}"`);
  return asTexts(
    answer.columns.map((column) => column.name),
    answer.rows,
  );
}

export async function rowsOfTwin({ query }: TestProject, table: string, columns: string): Promise<readonly string[]> {
  const names = await query(`select column_name from (describe select ${columns} from ${table})`);
  return asTexts(
    names.map(([name]) => String(name)),
    await query(`select ${columns} from ${table}`),
  );
}

const AUDIT = ['etl_run_id', 'ingest_ts'];

function asTexts(names: readonly string[], rows: readonly (readonly unknown[])[]): readonly string[] {
  const kept = names.map((name, at) => ({ name, at })).filter(({ name }) => !AUDIT.includes(name));
  const texts = rows.map((row) => JSON.stringify(kept.map(({ name, at }) => [name, row[at]])));
  return texts.sort();
}

/** What a store still believes to be on its way, and the watermarks of each model. */
export async function stateOf(
  store: StateStore,
): Promise<{ unfinished: readonly string[]; watermarks: readonly string[] }> {
  const unfinished: string[] = [];
  const watermarks: string[] = [];
  for (const key of await store.list('models')) {
    const state = (await store.read(key))?.value as {
      pending?: unknown;
      watermarks?: readonly { column: string; value: unknown }[];
    };
    if (state.pending) unfinished.push(key);
    watermarks.push(
      ...(state.watermarks ?? []).map(
        ({ column, value }) => `${key.split('/').at(-1)} ${column} ${String(value).slice(0, 19)}`,
      ),
    );
  }
  for (const key of await store.list('locks')) {
    const lock = (await store.read(key))?.value as { released?: string; query?: unknown };
    if (lock.released === undefined || lock.query) unfinished.push(key);
  }
  return { unfinished, watermarks: watermarks.sort() };
}
