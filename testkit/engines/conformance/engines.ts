import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { relationKey, type Connection, type DialectName, type RelationInfo } from '../../../src/engines/engine.ts';
import { openConnection, type ConnectionConfig } from '../../../src/engines/registry.ts';
import { quoteIdentifier } from '../../../src/sql/quote.ts';
import { startAthenaFront, type AthenaFront } from '../../athena-front/front.js';
import { projectIn, type CommandOptions, type TestProject } from '../../e2e/harness.ts';
import { athenaTarget, dataFolder, lake, lakeEnvironment, newSchemaPrefix, trinoTarget } from '../lake.ts';
import type { TableContents } from '../same-rows.ts';

export const ENGINE_NAMES: readonly DialectName[] = ['duckdb', 'trino', 'athena'];

/** What stands in a table, its columns' types by Trino's names. */
export interface TypedContents extends TableContents {
  readonly types: readonly string[];
}

/** A project in a folder of its own that builds on one engine, and a look at what it built. Tables are named by layer: `gold.orders`. */
export interface EngineUnderTest {
  readonly name: DialectName;
  readonly project: TestProject;
  /** What every command of the project is given. */
  readonly options: CommandOptions;
  readonly read: (table: string) => Promise<TypedContents>;
  /** As the engine's own connection describes it; undefined where there is none. */
  readonly describe: (table: string) => Promise<RelationInfo | undefined>;
  /** A node's name in a report as a case has it: without what the target puts before schemas. */
  readonly plainName: (shown: string) => string;
  readonly remove: () => Promise<void>;
}

/** Opens an engine for a project called `shop`. Call it in `beforeAll`, and `remove` in `afterAll`. */
export async function openEngine(name: DialectName): Promise<EngineUnderTest> {
  const dir = mkdtempSync(join(tmpdir(), `lakemodel-conformance-${name}-`));
  const project = projectIn(dir);
  const place = await PLACES[name](project);
  project.write({ 'project.yml': `name: shop\nversion: '1'\ntarget: ${name}\n${place.targets}` });
  return {
    name,
    project,
    options: place.options,
    read: (table) => place.reading((connection) => contents(connection, place.relation(table))),
    describe: (table) =>
      place.describing(async (connection) => {
        const relation = relationOf(table, place.schemaPrefix);
        return (await connection.describe([relation])).get(relationKey(relation));
      }),
    plainName: (shown) => (shown.startsWith(place.schemaPrefix) ? shown.slice(place.schemaPrefix.length) : shown),
    remove: async () => {
      await place.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Where a project builds, and how to look at it. */
interface Place {
  readonly targets: string;
  readonly options: CommandOptions;
  /** `''`, or what schemas' names begin with. */
  readonly schemaPrefix: string;
  /** A table's name in SQL of the engine that reads it. */
  readonly relation: (table: string) => string;
  readonly reading: <T>(work: (connection: Connection) => Promise<T>) => Promise<T>;
  readonly describing: <T>(work: (connection: Connection) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

const PLACES: Readonly<Record<DialectName, (project: TestProject) => Promise<Place>>> = {
  duckdb: embedded,
  trino: onTrino,
  athena: throughAthena,
};

function embedded({ database }: TestProject): Promise<Place> {
  // Opened for each look, one look after the other: whoever opens the file needs it for itself.
  let last: Promise<unknown> = Promise.resolve();
  const look = async <T>(work: (connection: Connection) => Promise<T>): Promise<T> => {
    const connection = await open({ type: 'duckdb', path: database, threads: 1 });
    return work(connection).finally(() => connection.close());
  };
  const reading: Place['reading'] = (work) => {
    const next = last.then(() => look(work));
    last = next.catch(() => undefined);
    return next;
  };
  return Promise.resolve({
    targets: `targets: { duckdb: { type: duckdb, path: target/shop.duckdb, threads: 1 } }\n`,
    options: {},
    schemaPrefix: '',
    relation: (table) => quoted(relationOf(table, '')),
    reading,
    describing: reading,
    close: () => Promise.resolve(),
  });
}

async function onTrino(): Promise<Place> {
  const prefix = newSchemaPrefix(afterAll);
  const connection = await openTrinoFor(prefix);
  return {
    targets: trinoTarget(prefix),
    options: { env: lakeEnvironment() },
    schemaPrefix: `${prefix}_`,
    relation: (table) => quoted(relationOf(table, `${prefix}_`)),
    reading: (work) => work(connection),
    describing: (work) => work(connection),
    close: () => connection.close(),
  };
}

/** Writes through Athena's API; what was written is read by Trino, whose values have types that Athena's texts have not. */
async function throughAthena(): Promise<Place> {
  const prefix = newSchemaPrefix(afterAll);
  const { trino, aws } = lake();
  const front: AthenaFront = await startAthenaFront({
    trino: trino.url,
    glue: { endpoint: aws.endpoint, region: aws.region, keys: aws },
  });
  // Athena's views lie in this catalog.
  const reader = await openTrinoFor(prefix, 'awsdatacatalog');
  const athena = await open({
    type: 'athena',
    threads: 2,
    settings: {
      region: aws.region,
      endpoint_url: aws.endpoint,
      athena_endpoint_url: front.url,
      s3_staging_dir: `${dataFolder(prefix)}/results/`,
    },
  });
  return {
    targets: athenaTarget(prefix, front.url),
    options: { env: lakeEnvironment() },
    schemaPrefix: `${prefix}_`,
    relation: (table) => quoted(relationOf(table, `${prefix}_`)),
    reading: (work) => work(reader),
    describing: (work) => work(athena),
    close: async () => {
      await Promise.all([reader.close(), athena.close()]);
      await front.stop();
    },
  };
}

function openTrinoFor(prefix: string, catalog = 'iceberg'): Promise<Connection> {
  const { host, port } = lake().trino;
  return open({
    type: 'trino',
    threads: 4,
    settings: { host, port, catalog, user: prefix },
  });
}

async function open(config: ConnectionConfig): Promise<Connection> {
  const { value, diagnostics } = await openConnection(config);
  if (!value) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return value;
}

function relationOf(table: string, prefix: string) {
  const at = table.indexOf('.');
  return { schema: `${prefix}${table.slice(0, at)}`, identifier: table.slice(at + 1) };
}

function quoted({ schema, identifier }: { schema: string; identifier: string }): string {
  return `${quoteIdentifier(schema, 'trino')}.${quoteIdentifier(identifier, 'trino')}`;
}

async function contents(connection: Connection, relation: string): Promise<TypedContents> {
  const { columns, rows } = await connection.execute(`SELECT * FROM ${relation}`);
  return { columns: columns.map(({ name }) => name), types: columns.map(({ type }) => type), rows };
}
