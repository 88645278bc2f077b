import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { NodePrint, ProjectPrint } from '../changes/index.ts';
import type { Graph } from '../graph/graph.ts';
import { createResolver } from '../graph/index.ts';
import type { JsonObject, JsonValue, Project, TestNode } from '../project/project.ts';
import { writeFileAtomically } from '../state/index.ts';
import { fullNames } from './full-names.ts';
import { manifestNode, type ManifestContext } from './manifest-node.ts';
import {
  manifestDisabled,
  manifestDocs,
  manifestExposure,
  manifestGroup,
  manifestMacro,
  manifestSource,
  manifestUnitTest,
} from './manifest-resources.ts';
import { testGroup } from './manifest-test.ts';
import { artifactMetadata, type InvocationInfo } from './metadata.ts';
import { secretsOf, stringifyWithout } from './secrets.ts';

export interface ManifestInput {
  readonly project: Project;
  readonly graph: Graph;
  readonly invocation: InvocationInfo;
  /** Rendered SQL by unique id, for nodes that were compiled. */
  readonly compiled?: ReadonlyMap<string, string>;
  /** For `state:` of later runs. */
  readonly print?: ProjectPrint;
}

/** The project and its graph as dbt's manifest.json, version 12. Plain data; secrets are hidden when it is written. */
export function buildManifest({ project, graph, invocation, compiled, print }: ManifestInput): JsonObject {
  const createdAt = Date.parse(invocation.generatedAt) / 1000;
  const parents = (id: string) => graph.nodes[id]?.parents ?? [];
  const tests = genericTests(project);
  const context: ManifestContext = {
    project,
    resolver: createResolver(project),
    parents,
    testsOf: (id) => tests.get(id) ?? [],
    createdAt,
    withFullNames: fullNames(project),
    compiled: compiled ?? new Map<string, string>(),
    prints: print?.nodes ?? new Map<string, NodePrint>(),
    macroPrints: print?.macros ?? new Map<string, string>(),
  };
  return {
    metadata: {
      ...artifactMetadata('manifest/v12', invocation),
      project_name: project.name,
      // dbt's id of a project: of its name alone.
      project_id: createHash('md5').update(project.name).digest('hex'),
      user_id: null,
      send_anonymous_usage_stats: false,
      adapter_type: project.target.type,
      quoting: { database: true, schema: true, identifier: true, column: null },
      run_started_at: invocation.startedAt,
    },
    nodes: mapValues(project.nodes, (node) => manifestNode(node, context)),
    sources: mapValues(project.sources, (source) => manifestSource(source, context)),
    macros: mapValues(project.macros, (macro) => manifestMacro(macro, context)),
    docs: mapValues(project.docs, (block) => manifestDocs(block, context)),
    exposures: mapValues(project.exposures, (exposure) => manifestExposure(exposure, context)),
    metrics: {},
    groups: mapValues(project.groups, (group) => manifestGroup(group, context)),
    selectors: mapValues(project.selectors, (selector) => selector),
    disabled: mapValues(project.disabled, (list) => list.map((resource) => manifestDisabled(resource, context))),
    parent_map: mapValues(graph.nodes, (node) => node.parents),
    child_map: mapValues(graph.nodes, (node) => node.children),
    group_map: groupMap(project),
    saved_queries: {},
    semantic_models: {},
    unit_tests: mapValues(project.unitTests, (test) => manifestUnitTest(test, context)),
    functions: {},
  };
}

/** Writes manifest.json into the target folder, as a whole, without the target's secrets and others named. */
export async function writeManifest(
  targetPath: string,
  manifest: JsonObject,
  project: Project,
  secrets: readonly string[] = [],
): Promise<void> {
  const hidden = [...secretsOf(project.target), ...secrets];
  await writeFileAtomically(join(targetPath, 'manifest.json'), `${stringifyWithout(hidden, manifest)}\n`);
}

function genericTests({ nodes }: Project): ReadonlyMap<string, readonly TestNode[]> {
  const tests = new Map<string, TestNode[]>();
  for (const node of Object.values(nodes)) {
    if (node.resourceType !== 'test' || node.test.kind !== 'generic') continue;
    const attached = tests.get(node.test.attachedTo);
    if (attached) attached.push(node);
    else tests.set(node.test.attachedTo, [node]);
  }
  return tests;
}

function groupMap(project: Project): JsonObject {
  const map = new Map<string, string[]>(Object.values(project.groups).map(({ name }) => [name, []]));
  for (const node of Object.values(project.nodes)) {
    const group = node.config.group ?? testGroup(node, project);
    if (group === undefined) continue;
    const members = map.get(group);
    if (members) members.push(node.uniqueId);
    else map.set(group, [node.uniqueId]);
  }
  return Object.fromEntries(map);
}

function mapValues<T>(record: Readonly<Record<string, T>>, make: (value: T) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, make(value)]));
}
