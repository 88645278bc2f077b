import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Value } from '../../src/engines/engine.ts';
import { startAthenaFront } from '../athena-front/front.js';
import { projectIn, query, type CommandOptions, type TestProject } from '../e2e/harness.ts';
import { deliver, newWorkspace, removeWorkspace, type Workspace } from '../lakehouse/workspace.ts';
import { athenaTarget, lakeEnvironment, newSchemaPrefix, runTrino, s3Client, trinoTarget, lake } from './lake.ts';
import { putObject } from './lake-objects.ts';
import { differences, type TableContents } from './same-rows.ts';

/** Layers whose tables are compared; the sources' schemas hold files. */
const LAYERS = ['bronze', 'silver', 'silver_quarantine', 'gold', 'seeds', 'snapshots'];
const FIRST_DELIVERY = '2026-01-07';

interface Engine {
  readonly target: string;
  readonly workspace: Workspace;
  readonly project: TestProject;
  readonly options: CommandOptions;
  /** Copies what has landed to where the engine reads it. */
  readonly land: () => Promise<void>;
  readonly tables: () => Promise<readonly string[]>;
  readonly read: (table: string) => Promise<TableContents>;
}

function local(): Engine {
  const workspace = newWorkspace();
  const project = projectIn(workspace.dir);
  return {
    target: 'local',
    workspace,
    project,
    options: {},
    land: () => Promise.resolve(),
    tables: async () => {
      const rows = await query(
        workspace.database,
        `select table_schema || '.' || table_name from information_schema.tables where table_schema in (${LAYERS.map((name) => `'${name}'`).join()}) order by 1`,
      );
      return rows.map(([name]) => String(name));
    },
    read: async (table) => {
      const columns = await query(
        workspace.database,
        `select column_name from (describe ${table}) where ${KEPT.map((name) => `column_name <> '${name}'`).join(' and ')}`,
      );
      const names = columns.map(([name]) => String(name));
      const list = names.map((name) => `"${name}"`).join();
      return { columns: names, rows: await query(workspace.database, `select ${list} from ${table}`) };
    },
  };
}

/** Names the models' own version, a hash of SQL in which the names of schemas stand. */
const KEPT = ['model_version'];

function onTrino(): Promise<Engine> {
  const prefix = newSchemaPrefix(afterAll);
  return Promise.resolve(inLake('trino', prefix, trinoTarget(prefix), 'iceberg'));
}

/** Writes through Athena's API; Trino reads what was written. */
async function throughAthena(): Promise<Engine> {
  const prefix = newSchemaPrefix(afterAll);
  const { trino, aws } = lake();
  const front = await startAthenaFront({
    trino: trino.url,
    glue: { endpoint: aws.endpoint, region: aws.region, keys: aws },
  });
  afterAll(() => front.stop());
  // Athena's views lie in this catalog.
  return inLake('athena', prefix, athenaTarget(prefix, front.url), 'awsdatacatalog');
}

function inLake(target: string, prefix: string, targets: string, catalog: string): Engine {
  const workspace = newWorkspace();
  const file = join(workspace.dir, 'project.yml');
  const text = readFileSync(file, 'utf8');
  const [before = '', after = ''] = text.split(/^targets:\n(?:[ #].*\n|\n)*/m);
  writeFileSync(file, `${before}${targets}\n${after}`.replace(/^target: .*$/m, `target: ${target}`));
  const schemas = LAYERS.map((name) => `'${prefix}_${name}'`).join();
  return {
    target,
    workspace,
    project: projectIn(workspace.dir),
    options: { env: lakeEnvironment(), vars: { landing: `s3://${lake().bucket}/${prefix}/landing` } },
    land: () => upload(join(workspace.dir, 'landing'), `${prefix}/landing`),
    tables: async () => {
      const { rows } = await runTrino(
        `select table_schema, table_name from ${catalog}.information_schema.tables where table_schema in (${schemas})`,
      );
      return rows.map(([schema, name]) => `${String(schema).slice(prefix.length + 1)}.${String(name)}`).sort();
    },
    read: async (table) => {
      const [schema = '', name = ''] = table.split('.');
      const answer = await runTrino(`select * from ${catalog}.${prefix}_${schema}."${name}"`);
      const kept = answer.columns.flatMap(({ name: column }, index) => (KEPT.includes(column) ? [] : [index]));
      return {
        columns: kept.map((index) => answer.columns[index]!.name),
        rows: answer.rows.map((row) => kept.map((index) => row[index] as Value)),
      };
    },
  };
}

/** Each table once, a few at a time. */
async function readAll({ read }: Engine, tables: readonly string[]): Promise<readonly TableContents[]> {
  const contents: TableContents[] = [];
  const waiting = [...tables.entries()];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) contents[next[0]] = await read(next[1]);
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return contents;
}

/** Whether a run has written any of the rows. */
function isOfRun(runId: string, { columns, rows }: TableContents): boolean {
  const at = columns.indexOf('etl_run_id');
  return at >= 0 && rows.some((row) => row[at] === runId);
}

async function upload(folder: string, prefix: string): Promise<void> {
  const client = s3Client();
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, path);
    if (statSync(file).isFile()) await putObject(client, lake().bucket, `${prefix}/${path}`, readFileSync(file));
  }
}

const OTHERS = [
  { name: 'trino', open: onTrino },
  { name: 'athena', open: throughAthena },
];
/** Narrows a run by hand: `PROJECT_ENGINES=athena`. DuckDB is always there to compare with. */
const WANTED = process.env['PROJECT_ENGINES']?.split(',') ?? OTHERS.map(({ name }) => name);

describe('the project of this repository', () => {
  const engines: Engine[] = [];
  beforeAll(async () => {
    const others = await Promise.all(OTHERS.filter(({ name }) => WANTED.includes(name)).map(({ open }) => open()));
    engines.push(local(), ...others);
  });
  afterAll(() => engines.forEach(({ workspace }) => removeWorkspace(workspace)));

  for (const [delivery, until] of [
    ['a first delivery', FIRST_DELIVERY],
    ['what came later', undefined],
    ['nothing new', undefined],
  ] as const) {
    test(`has the same rows on every engine after ${delivery}`, { timeout: 900_000 }, async () => {
      await Promise.all(
        engines.map(async ({ workspace, land, project, options }) => {
          deliver(workspace, until);
          await land();
          await project.build(options);
        }),
      );
      const [expected, ...others] = engines as [Engine, ...Engine[]];
      const tables = await expected.tables();
      expect(tables.length).toBeGreaterThan(40);
      for (const { target, tables: found } of others) expect(await found(), target).toEqual(tables);
      const contents = await Promise.all(engines.map((engine) => readAll(engine, tables)));
      for (const [at, { target }] of engines.entries())
        for (const [index, table] of tables.entries())
          expect(differences(contents[0]![index]!, contents[at]![index]!), `${table} on ${target}`).toEqual([]);
      // The third run of each project. Seeds are loaded by every build.
      if (delivery === 'nothing new')
        expect(tables.filter((table, index) => isOfRun('run-3', contents[0]![index]!) && !table.startsWith('seeds.'))).toEqual([]); // prettier-ignore
    });
  }
});
