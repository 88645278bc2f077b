import type { RelationInfo, RelationName } from '../engines/engine.ts';
import type { ModelNode, SeedNode } from '../project/project.ts';
import { asFolder, fingerprint, pathSegment } from '../sql/locations.ts';
import { quoteRelation } from '../sql/quote.ts';
import { auditColumns } from './audit.ts';
import { tableOptions } from './create-table.ts';
import type { Projection, Query, Step } from './plan.ts';
import { buildTable, dropOtherKind } from './plan-table.ts';
import type { PlanScope, RelationSteps } from './scope.ts';
import {
  inBatches,
  jsonRows,
  jsonTable,
  literalBytes,
  literalRows,
  noRows,
  rowsOfJsonTable,
  type SeedRow,
} from './seed-rows.ts';

/** Up to here rows go as literals in one statement: cheaper than a file, a table over it and their end. */
const LITERAL_BYTES = 100_000;

interface Loading {
  readonly steps: readonly Step[];
  readonly cleanup: readonly Step[];
}

/**
 * Loads a seed's rows and puts them into its table in one statement, so that nobody reads half a seed: small ones as literals; larger ones through a file in
 * S3 where the target has a place for it, else through a stage that is filled in several statements.
 */
export function planSeed(
  node: SeedNode,
  rows: readonly SeedRow[],
  existing: RelationInfo | undefined,
  scope: PlanScope,
): RelationSteps {
  const audit = auditColumns(node.config.audit_columns, scope.sourceSystem(node.uniqueId), scope);
  const columns = [...node.columnTypes, ...audit.map(({ name, type }) => ({ name, type }))];
  const loading = load({ node, rows, audit, existing, scope });
  return { ...loading, notes: [], columns, batchId: scope.runId, highs: {} };
}

interface Seed {
  readonly node: SeedNode;
  readonly rows: readonly SeedRow[];
  readonly audit: Projection['audit'];
  readonly existing: RelationInfo | undefined;
  readonly scope: PlanScope;
}

function load(seed: Seed): Loading {
  const { node, rows, scope, existing } = seed;
  const names = node.columnTypes.map(({ name }) => name);
  if (rows.length === 0) return { steps: publish(seed, noRows(names)), cleanup: [] };
  const batches = inBatches(rows);
  const isSmall = batches.length === 1 && literalBytes(rows) < LITERAL_BYTES;
  const place = isSmall ? undefined : filePlace(node, scope);
  if (place) return throughFile(seed, place);
  if (batches.length > 1) return throughStage(seed, batches);
  // Athena cannot replace a table but by its rows.
  if (scope.dialect === 'athena') return { steps: publish(seed, literalRows(names, rows)), cleanup: [] };
  return { steps: [...dropOtherKind(node, existing, 'table', scope), literalLoad(seed)], cleanup: [] };
}

function literalLoad({ node, rows, audit, existing }: Seed): Step {
  return {
    kind: 'load-rows',
    id: 'load-1',
    purpose: `load ${rows.length} rows`,
    relation: node.relation,
    first: true,
    replace: existing?.kind === 'table',
    columns: node.columnTypes,
    rows,
    audit,
    options: tableOptions(node as unknown as ModelNode),
  };
}

/** Makes the table of texts, or puts them in the place of its rows. */
function publish({ node, audit, existing, scope }: Seed, query: Query): readonly Step[] {
  const columns = node.columnTypes.map(({ name, type }) => ({ name, type, castFrom: 'varchar' }));
  const batch = { query, guards: { uniqueKey: [] } };
  // A seed is stored as a model's table is.
  return buildTable(node as unknown as ModelNode, batch, { columns, audit }, existing, scope).steps;
}

interface FilePlace {
  readonly folder: string;
  /** Of the seed's text: a run that is repeated after a crash finds its table and file again, and none that shows other rows. */
  readonly rowsId: string;
  /** The catalog of the table over the file, where it is not the target's. */
  readonly database?: string;
  readonly via?: 'glue';
}

/** Where a seed's rows may lie as a file; undefined where the target has no such place, or cannot make a table over it. */
function filePlace({ uniqueId, relation, checksum }: SeedNode, { project, dialect }: PlanScope): FilePlace | undefined {
  const { settings } = project.target;
  const rowsId = fingerprint(checksum);
  const own = project.nodes[uniqueId]?.config;
  const dir = [
    own?.other['s3_tmp_table_dir'],
    settings['s3_tmp_table_dir'],
    own?.s3_data_dir,
    settings['s3_data_dir'],
  ].find((each): each is string => typeof each === 'string' && each !== '');
  if (dir === undefined || dialect === 'duckdb') return undefined;
  const names = [relation.schema, relation.identifier, rowsId].map(pathSegment).join('/');
  const folder = `${asFolder(dir)}_lakemodel/seeds/${names}/`;
  if (dialect === 'athena') return { folder, rowsId };
  const database = settings['external_catalog'];
  if (typeof database !== 'string' || settings['external_via'] !== 'glue') return undefined;
  return { folder, rowsId, database, via: 'glue' };
}

/** The rows as a file, a table over it, the seed's table from that; then both go, also after a failure. */
function throughFile(seed: Seed, { folder, rowsId, database, via }: FilePlace): Loading {
  const { node, rows } = seed;
  const names = node.columnTypes.map(({ name }) => name);
  const { database: own, schema } = node.relation;
  const catalog = database ?? own;
  const relation: RelationName = {
    ...(catalog !== undefined && { database: catalog }),
    schema,
    identifier: `${node.relation.identifier}__lm_rows_${rowsId.slice(0, 8)}`,
  };
  const location = `${folder}rows.json`;
  const source = jsonTable(relation, folder, names.length, via);
  const end: Step[] = [
    { kind: 'drop', id: 'drop-rows', purpose: 'drop the table over the file', relation, relationKind: 'table', external: true }, // prettier-ignore
    { kind: 'action', id: 'delete-rows', purpose: 'delete the file', action: { kind: 'delete-object', location } },
  ];
  return {
    steps: [
      {
        kind: 'action',
        id: 'write-rows',
        purpose: `write ${rows.length} rows into a file`,
        action: { kind: 'put-object', location, text: jsonRows(rows) },
      },
      { kind: 'external-source', id: 'rows', purpose: 'make the file readable', source, change: 'create' },
      ...publish(seed, rowsOfJsonTable(names, relation)),
      ...end,
    ],
    cleanup: end,
  };
}

/** A table of literal rows, filled in several statements, from which the seed's table is made in one. */
function throughStage(seed: Seed, batches: readonly SeedRow[][]): Loading {
  const { node } = seed;
  const names = node.columnTypes.map(({ name }) => name);
  const relation = { ...node.relation, identifier: `${node.relation.identifier}__lm_stage` };
  const texts = names.map((name) => ({ name, type: 'varchar' }));
  const common = { relation, projection: { columns: texts, audit: [] }, guards: { uniqueKey: [] } };
  const fill = batches.map((batch, index): Step => {
    const purpose = `stage ${batch.length} rows (${index + 1} of ${batches.length})`;
    const source = { kind: 'query' as const, query: literalRows(names, batch) };
    const options = { partitionedBy: [], tableProperties: {} };
    return index === 0
      ? { kind: 'create-table', id: 'stage-1', purpose, ...common, source, replace: true, options }
      : { kind: 'insert', id: `stage-${index + 1}`, purpose, ...common, source };
  });
  const end: Step = { kind: 'drop', id: 'drop-stage', purpose: 'drop the stage', relation, relationKind: 'table' };
  const staged = { sql: `SELECT * FROM ${quoteRelation(relation, 'trino')}`, columns: texts };
  return { steps: [...fill, ...publish(seed, staged), end], cleanup: [end] };
}
