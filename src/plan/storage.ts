import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { RelationNode } from '../project/project.ts';
import { tableFolder } from '../sql/locations.ts';
import { knownTableProperties, propertyFate, valueProblem } from '../sql/table-properties.ts';
import type { DataFolders } from './locations.ts';
import type { OwnershipFacts } from './ownership.ts';
import { fileOf } from './projection.ts';
import type { PlanScope } from './scope.ts';
import type { Occupation, Occupied } from './shared-locations.ts';

/** Where a node's tables lie; undefined where the target has no data folder. The target's own where `id` is no node's. */
export function dataFolders(id: string, { project, runId }: PlanScope): DataFolders | undefined {
  const { config } = project.nodes[id] ?? {};
  const { settings } = project.target;
  const dataDir = textOf(config?.s3_data_dir, settings['s3_data_dir']);
  if (dataDir === undefined) return undefined;
  const temporaryDir = textOf(config?.other['s3_tmp_table_dir'], settings['s3_tmp_table_dir']);
  return { dataDir, runId, project: project.name, ...(temporaryDir !== undefined && { temporaryDir }) };
}

export function ownershipFacts(scope: PlanScope): OwnershipFacts {
  const { project, existing } = scope;
  return {
    dataDirs: dataDirs(scope),
    project: project.name,
    existing,
    adopts: (id) => project.nodes[id]?.config.other['adopt'] === true,
  };
}

/** Everything whose place in S3 is known: the tables of the project, and what it reads. */
export function occupation(scope: PlanScope): Occupation {
  const { project, existing } = scope;
  const nodes = Object.values(project.nodes).filter(holdsRows);
  const tables = nodes.flatMap((node): Occupied[] => {
    const folders = dataFolders(node.uniqueId, scope);
    return folders
      ? [{ what: `the ${node.resourceType} "${node.name}"`, location: tableFolder(folders.dataDir, node.relation) }]
      : [];
  });
  const own = new Set(tables.map(({ location }) => location));
  const read = Object.values(project.sources).flatMap(({ name, sourceName, relation, external }): Occupied[] => {
    const location = external?.location ?? existing(relation)?.location;
    // A source may well name a table of this project.
    const isOwn = location !== undefined && !external && own.has(location.replace(/[^/]+\/*$/, ''));
    return location === undefined || isOwn ? [] : [{ what: `the source "${sourceName}.${name}"`, location }];
  });
  return { tables, read: read.filter(({ location }) => /^s3:\/\//.test(location)), dataDirs: dataDirs(scope) };
}

/** `table_properties` that the target's tables do not have, or not with that value. */
export function propertyProblems(node: RelationNode, scope: PlanScope): Diagnostic[] {
  const { dialect } = scope;
  const at = fileOf(node, scope, 'table_properties');
  const engine = dialect === 'athena' ? 'Athena' : 'Trino';
  return Object.entries(node.config.table_properties).flatMap(([property, given]) => {
    const fate = propertyFate(property, dialect);
    const value = String(given);
    const params = { model: node.name, property };
    if (fate === 'unknown') {
      const known = knownTableProperties(dialect);
      return [diagnose('table-property-unknown', { ...params, engine, known }, { at })];
    }
    const wanted = fate === 'taken' ? valueProblem(property, value, dialect) : undefined;
    return wanted === undefined ? [] : [diagnose('table-property-invalid', { ...params, value, wanted }, { at })];
  });
}

function holdsRows(node: PlanScope['project']['nodes'][string]): node is RelationNode {
  const { materialized } = node.config;
  return 'relation' in node && materialized !== 'view' && materialized !== 'ephemeral' && materialized !== 'external';
}

/** Distinct, in the order in which they are found. */
function dataDirs(scope: PlanScope): readonly string[] {
  const { settings } = scope.project.target;
  const ids = ['', ...Object.keys(scope.project.nodes)];
  const dirs = ids.flatMap((id) => {
    const folders = dataFolders(id, scope);
    return folders ? [folders.dataDir, ...(folders.temporaryDir === undefined ? [] : [folders.temporaryDir])] : [];
  });
  const temporary = textOf(settings['s3_tmp_table_dir']);
  return [...new Set([...dirs, ...(temporary === undefined ? [] : [temporary])])];
}

function textOf(...values: readonly unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === 'string' && value !== '');
}
