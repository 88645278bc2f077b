import type { Assembly } from './assembly.ts';
import { checkGroups } from './check-groups.ts';
import { checkNames, checkProperties, type NodesByKind } from './check-names.ts';
import { describeMacros } from './macros.ts';
import { analysisNodes, singularTestNodes } from './nodes/code-nodes.ts';
import { exposures, type FoundExposure } from './nodes/exposures.ts';
import { genericTestNodes, hasTests, type Tested } from './nodes/generic-test-nodes.ts';
import { groups } from './nodes/groups.ts';
import { modelNodes } from './nodes/model-nodes.ts';
import { seedNodes } from './nodes/seed-nodes.ts';
import { snapshotNodes } from './nodes/snapshot-nodes.ts';
import { sourceTables, type FoundSource } from './nodes/source-tables.ts';
import { unitTests } from './nodes/unit-tests.ts';
import type {
  DisabledResource,
  DocsBlock,
  JsonValue,
  Project,
  ProjectNode,
  RelationNode,
  SourceTable,
  TestNode,
} from './project.ts';
import { stemOf } from './project-files.ts';
import type { PropertyEntry } from './properties.ts';
import { loadCsvParser } from './seeds/read-csv.ts';
import { readSelectors } from './selectors.ts';
import { textsOf } from './project-texts.ts';

/** Makes every node, checks what only shows when all are there, and puts the project together. */
export async function assembleProject(assembly: Assembly, docs: Readonly<Record<string, DocsBlock>>): Promise<Project> {
  const { loading, project, settings, trees } = assembly;
  const relations = [...modelNodes(assembly), ...(await seedNodes(assembly)), ...snapshotNodes(assembly)];
  const sources = sourceTables(assembly);
  const nodes: NodesByKind = {
    relations,
    analyses: analysisNodes(assembly),
    singularTests: singularTestNodes(assembly),
    genericTests: [
      ...relations.flatMap((node) => testsOfNode(node, assembly)),
      ...sources.flatMap((source) => testsOfSource(source, assembly)),
    ],
  };
  const all: ProjectNode[] = [...relations, ...nodes.analyses, ...nodes.singularTests, ...nodes.genericTests];
  checkNames(nodes, loading.problems);
  checkSources(sources, assembly);
  checkProperties(nodes, namesOfFiles(assembly), assembly);
  const unitTestList = await readUnitTests(relations, assembly);
  const exposureList = exposures(assembly);
  const groupList = groups(assembly);
  checkGroups(all, groupList, loading.problems);
  for (const tree of Object.values(trees)) tree.reportUnused(loading.problems);
  const value: Project = {
    name: project.name,
    version: project.version,
    settings,
    target: project.target,
    vars: project.vars,
    ...(Object.keys(project.writtenVars).length > 0 && { writtenVars: project.writtenVars }),
    nodes: byId(all.filter(({ config }) => config.enabled)),
    sources: byId(sources.filter(({ enabled: isEnabled }) => isEnabled).map(({ table }) => table)),
    exposures: byId(exposureList.filter(({ enabled }) => enabled).map(({ exposure }) => exposure)),
    unitTests: byId(unitTestList),
    macros: describeMacros(assembly.macros, { ...assembly, projectName: project.name }),
    docs: byId(Object.values(docs)),
    groups: byId(groupList),
    disabled: disabledOnes(all, sources, exposureList),
    selectors: readSelectors(assembly) as Readonly<Record<string, JsonValue>>,
    texts: textsOf(assembly),
  };
  return freezeOutside(value);
}

function testsOfNode(node: RelationNode, assembly: Assembly): TestNode[] {
  const entry = entryOf(node, assembly);
  if (!entry) return [];
  if (!node.config.enabled) {
    if (!hasTests(entry.values)) return [];
    const params = { kind: node.resourceType, name: node.name };
    assembly.loading.problems.report('properties-of-disabled', params, entry.span);
    return [];
  }
  const tested: Tested = {
    uniqueId: node.uniqueId,
    name: node.name,
    isSource: false,
    materialized: node.config.materialized,
    values: entry.values,
    file: entry.file,
  };
  return genericTestNodes(tested, assembly);
}

function entryOf({ resourceType, name }: RelationNode, { properties }: Assembly): PropertyEntry | undefined {
  return properties[`${resourceType}s`].get(name);
}

function testsOfSource({ table, enabled, values, entry }: FoundSource, assembly: Assembly): TestNode[] {
  if (!enabled) return [];
  const name = `${table.sourceName}_${table.name}`;
  const tested: Tested = {
    uniqueId: table.uniqueId,
    name,
    isSource: true,
    materialized: 'source',
    values,
    file: entry.file,
  };
  return genericTestNodes(tested, assembly);
}

function checkSources(sources: readonly FoundSource[], { loading }: Assembly): void {
  const first = new Map<string, SourceTable>();
  for (const { table, enabled } of sources) {
    if (!enabled) continue;
    const other = first.get(table.uniqueId);
    if (!other) first.set(table.uniqueId, table);
    else {
      const name = `${table.sourceName}.${table.name}`;
      const related = [{ message: 'The first one:', at: other.span }];
      loading.problems.report('name-twice', { kind: 'source tables', name }, table.span, { related });
    }
  }
}

/** Files whose node could not be made: what is wrong with them was told, so their YAML is no mistake. */
function namesOfFiles({ files }: Assembly): ReadonlySet<string> {
  return new Set(
    [files.models, files.pythonModels, files.seeds, files.snapshots, files.analyses, files.singularTests]
      .flat()
      .map(stemOf),
  );
}

async function readUnitTests(relations: readonly RelationNode[], assembly: Assembly) {
  if (assembly.properties.unit_tests.size === 0) return [];
  const models = relations.filter(({ resourceType }) => resourceType !== 'seed');
  const known = {
    enabled: new Set(models.filter(({ config }) => config.enabled).map(({ name }) => name)),
    all: new Set(models.map(({ name }) => name)),
  };
  return unitTests(known, await loadCsvParser(), assembly);
}

function disabledOnes(
  nodes: readonly ProjectNode[],
  sources: readonly FoundSource[],
  exposureList: readonly FoundExposure[],
): Project['disabled'] {
  const off: readonly DisabledResource[] = [
    ...nodes.filter(({ config }) => !config.enabled),
    ...sources.filter(({ enabled }) => !enabled).map(({ table }) => table),
    ...exposureList.filter(({ enabled }) => !enabled).map(({ exposure }) => exposure),
  ];
  const ids = [...new Set(off.map(({ uniqueId }) => uniqueId))].sort();
  return Object.fromEntries(ids.map((id) => [id, off.filter(({ uniqueId }) => uniqueId === id)]));
}

function byId<T extends { readonly uniqueId: string }>(items: readonly T[]): Readonly<Record<string, T>> {
  const sorted = [...items].sort((a, b) => (a.uniqueId < b.uniqueId ? -1 : 1));
  return Object.fromEntries(sorted.map((item) => [item.uniqueId, item]));
}

/** The outer levels are frozen: every node, not what is in it, which would cost more than reading the files. */
function freezeOutside(project: Project): Project {
  for (const collection of Object.values(project)) {
    if (typeof collection !== 'object' || collection === null) continue;
    for (const item of Object.values(collection as object)) if (typeof item === 'object') Object.freeze(item);
    Object.freeze(collection);
  }
  return Object.freeze(project);
}
