import { invariant } from '../diagnostics/index.ts';
import type { RelationName } from '../engines/engine.ts';
import type { Resolver } from '../graph/index.ts';
import type { RelationParts, Scope, TemplateRelation, WatermarkTarget } from '../jinja/index.ts';
import type { JsonObject, JsonValue, ProjectNode } from '../project/project.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import type { CompilerOptions, Situation } from './compiler.ts';
import { ephemeralName } from './ephemeral.ts';

/** The world outside a template, passed in. */
export interface CompileHost {
  readonly env: (name: string) => string | undefined;
  readonly invocationId: string;
  readonly runStartedAt: Date;
  readonly flags: JsonObject;
  readonly log: (message: string, toInfo: boolean) => void;
}

/** Settings of a target that templates may see: what names things, never what opens doors. */
const SHOWN_SETTINGS = [
  'type',
  'schema',
  'database',
  'catalog',
  'threads',
  'region',
  'work_group',
  's3_data_dir',
] as const;

/** Makes what a node's template may learn and do. */
export function createScopes(
  options: CompilerOptions,
  resolver: Resolver,
): (node: ProjectNode | undefined, situation: Situation) => Scope {
  const target = shownTarget(options);
  return (node, situation) => templateScope({ ...options, resolver, target }, node, situation);
}

interface Surroundings extends CompilerOptions {
  readonly resolver: Resolver;
  readonly target: Scope['target'];
}

function templateScope(options: Surroundings, node: ProjectNode | undefined, situation: Situation): Scope {
  const { project, host, resolver, target } = options;
  const ids = new Map<string, string>();
  const seen = (id: string, relation: TemplateRelation): TemplateRelation => {
    ids.set(relationText(relation), id);
    if (situation.isEmpty) return { ...relation, isEmpty: true };
    const where = situation.batch?.conditionOf(id);
    return where === undefined ? relation : { ...relation, where };
  };
  const own = node && 'relation' in node ? node.relation : undefined;
  const inputId = (target: WatermarkTarget) => (target.of ? ids.get(relationText(target.of)) : undefined);
  return {
    projectName: project.name,
    vars: situation.vars ? { ...project.vars, ...situation.vars } : project.vars,
    target,
    flags: host.flags,
    env: host.env,
    resolveRef: ({ name, package: packageName, version }) => {
      const found = resolver.ref({
        name,
        ...(packageName !== undefined && { package: packageName }),
        ...(version !== undefined && { version: String(version) }),
      });
      invariant(found, `ref('${name}') was not checked by the graph`);
      const replaced = situation.replaced?.get(found.uniqueId);
      if (replaced) return seen(found.uniqueId, { ...replaced, type: 'table' });
      if (found.config.materialized === 'ephemeral')
        return { schema: '', identifier: ephemeralName(found.name), type: 'cte' };
      return seen(found.uniqueId, { ...found.relation, type: found.config.materialized === 'view' ? 'view' : 'table' });
    },
    resolveSource: ({ source, table }) => {
      const found = resolver.source({ source, table });
      invariant(found, `source('${source}', '${table}') was not checked by the graph`);
      return seen(found.uniqueId, { ...(situation.replaced?.get(found.uniqueId) ?? found.relation), type: 'table' });
    },
    renderRelation,
    ...(own && { this: { ...(situation.replaced?.get(node!.uniqueId) ?? own), type: 'table' as const } }),
    config: (node?.config ?? {}) as unknown as Record<string, JsonValue>,
    model: node
      ? {
          name: node.name,
          unique_id: node.uniqueId,
          resource_type: node.resourceType,
          path: node.path,
          package_name: node.packageName,
          ...(own && { schema: own.schema, alias: own.identifier }),
          ...(situation.batch && { batch: situation.batch.shown }),
        }
      : {},
    isIncremental: situation.isIncremental,
    execute: true,
    runStartedAt: host.runStartedAt,
    invocationId: host.invocationId,
    watermark: (target) => situation.watermark(target.column, inputId(target)),
    highWatermark: (target) => situation.highWatermark(target.column, inputId(target)),
    log: host.log,
    dispatch: { packages: (namespace) => dispatchOrder(options, namespace) },
  };
}

/** A relation as a query reads it; one without rows as dbt writes it for `--empty`. */
function renderRelation({ database, schema, identifier, type, isEmpty, where }: RelationParts): string {
  const name = (type === 'cte' ? [identifier] : [database, schema, identifier])
    .filter((part) => part !== undefined && part !== '')
    .map((part) => quoteIdentifier(part as string, 'athena'))
    .join('.');
  if (identifier === undefined) return name;
  if (isEmpty) return `(select * from ${name} where false limit 0)`;
  return where === undefined ? name : `(select * from ${name} where ${where})`;
}

function shownTarget({ project: { target } }: CompilerOptions): Record<string, JsonValue> {
  const shown = SHOWN_SETTINGS.flatMap((key) =>
    target.settings[key] === undefined ? [] : [[key, target.settings[key]] as const],
  );
  return {
    ...Object.fromEntries(shown),
    name: target.name,
    target_name: target.name,
    type: target.type,
    schema: target.schema ?? '',
    threads: target.threads,
  };
}

function dispatchOrder({ project }: CompilerOptions, namespace: string | undefined): readonly string[] {
  const configured = namespace === undefined ? undefined : project.settings.dispatch[namespace];
  return configured ?? (namespace === undefined ? [project.name] : [project.name, namespace]);
}

function relationText({ database, schema, identifier }: RelationName): string {
  return [database ?? '', schema, identifier].join('\u0000');
}
