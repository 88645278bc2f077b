import { join } from 'node:path';
import type { NodePrint, ProjectPrint } from '../changes/index.ts';
import type { Graph } from '../graph/graph.ts';
import type { JsonObject, JsonValue, Project } from '../project/project.ts';
import { writeFileAtomically } from '../state/index.ts';
import { manifestNode } from './manifest-node.ts';
import {
  manifestDocs,
  manifestExposure,
  manifestMacro,
  manifestSource,
  manifestUnitTest,
} from './manifest-resources.ts';
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
  const context = {
    project,
    parents,
    createdAt,
    compiled: compiled ?? new Map<string, string>(),
    prints: print?.nodes ?? new Map<string, NodePrint>(),
    macroPrints: print?.macros ?? new Map<string, string>(),
  };
  return {
    metadata: {
      ...artifactMetadata('manifest/v12', invocation),
      project_name: project.name,
      adapter_type: project.target.type,
      run_started_at: invocation.startedAt,
    },
    nodes: mapValues(project.nodes, (node) => manifestNode(node, context)),
    sources: mapValues(project.sources, (source) => manifestSource(source, context)),
    macros: mapValues(project.macros, (macro) => manifestMacro(macro, context)),
    docs: mapValues(project.docs, manifestDocs),
    exposures: mapValues(project.exposures, (exposure) => manifestExposure(exposure, context)),
    metrics: {},
    groups: {},
    selectors: mapValues(project.selectors, (selector) => selector),
    disabled: Object.fromEntries(project.disabled.map((id) => [id, []])),
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

function groupMap(project: Project): JsonObject {
  const map: Record<string, string[]> = {};
  for (const { uniqueId, config } of Object.values(project.nodes)) {
    if (config.group !== undefined) (map[config.group] ??= []).push(uniqueId);
  }
  return map;
}

function mapValues<T>(record: Readonly<Record<string, T>>, make: (value: T) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, make(value)]));
}
