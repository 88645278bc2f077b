import { createResolver, type Resolver } from '../graph/index.ts';
import type { Scope, TemplateRelation } from '../jinja/index.ts';
import type { JsonObject, JsonValue, Project, ProjectNode } from '../project/project.ts';

/** A world in which templates render to what every real world shares: relations by unique id, environment and target by name. */
export type NeutralWorld = (node: ProjectNode, isIncremental: boolean) => Scope;

const TARGET_KEYS = ['name', 'target_name', 'type', 'schema', 'database', 'catalog', 'threads', 'profile_name'];

export function createNeutralWorld(project: Project): NeutralWorld {
  const resolver = createResolver(project);
  const shared = {
    projectName: project.name,
    vars: neutralVars(project),
    target: neutralTarget(project),
    flags: {},
    env: (name: string) => `__env_${name}`,
    renderRelation: ({ identifier = '' }) => `"${identifier.replaceAll('"', '""')}"`,
    execute: true,
    runStartedAt: new Date(0),
    invocationId: '__invocation_id',
    log: () => undefined,
    ...references(resolver),
    dispatch: {
      packages: (namespace: string | undefined) =>
        (namespace === undefined ? undefined : project.settings.dispatch[namespace]) ??
        [project.name, namespace].flatMap((name) => name ?? []),
    },
  };
  return (node, isIncremental) => ({
    ...shared,
    this: byId('this'),
    config: { ...(node.config as unknown as Record<string, JsonValue>), ...node.writtenConfig },
    model: { name: node.name, unique_id: node.uniqueId, resource_type: node.resourceType },
    isIncremental,
  });
}

/** Variables as the project's file has them, whatever the environment and the command line say. */
export function neutralVars({ vars, writtenVars }: Project): JsonObject {
  return writtenVars ? { ...vars, ...writtenVars } : vars;
}

function references(resolver: Resolver): Pick<Scope, 'resolveRef' | 'resolveSource' | 'watermark' | 'highWatermark'> {
  const watermark: Scope['watermark'] = ({ column, of }) => `__watermark("${column}", "${of?.identifier ?? ''}")`;
  return {
    resolveRef: ({ name, package: packageName }) =>
      byId(resolver.ref({ name, ...(packageName !== undefined && { package: packageName }) })?.uniqueId ?? name),
    resolveSource: ({ source, table }) => byId(resolver.source({ source, table })?.uniqueId ?? `${source}.${table}`),
    watermark,
    highWatermark: (target) => `__high${watermark(target)}`,
  };
}

function byId(id: string): TemplateRelation {
  return { schema: '', identifier: id, type: 'table' };
}

function neutralTarget({ target }: Project): JsonObject {
  const keys = new Set([...TARGET_KEYS, ...Object.keys(target.settings)]);
  return Object.fromEntries([...keys].map((key) => [key, `__target_${key}`]));
}
