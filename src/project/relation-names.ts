import type { RelationName } from '../engines/engine.ts';
import { callMacro, type MacroLibrary } from '../jinja/index.ts';
import type { Loading } from './loading.ts';
import type { JsonObject, JsonValue, NodeConfig, Target } from './project.ts';
import { loadingScope, type ScopeParts } from './template-scope.ts';

/** A node, as far as its relation's name hangs on it. */
export interface NodeToName {
  readonly name: string;
  readonly uniqueId: string;
  readonly resourceType: string;
  readonly fqn: readonly string[];
  readonly config: NodeConfig;
  /** Schema where none is configured: the layer folder. */
  readonly layer: string | undefined;
  readonly file: string;
}

export type RelationNamer = (node: NodeToName) => RelationName;

export interface NamerContext {
  readonly loading: Loading;
  readonly target: Target;
  readonly scope: ScopeParts;
  readonly library: MacroLibrary;
  /** Names of the macros that the project defines itself. */
  readonly ownMacros: ReadonlySet<string>;
}

/** Schema of what has neither a configured schema, nor a layer, nor a target's schema. */
const LAST_SCHEMA = 'main';

/**
 * Gives each node its relation: `<target schema>_<schema>.<alias or name>`, `schema` being configured or the layer folder. A project's own
 * `generate_schema_name`, `generate_alias_name` and `generate_database_name` take precedence, as in dbt.
 */
export function createRelationNamer(context: NamerContext): RelationNamer {
  const { target, ownMacros } = context;
  const ask = (macro: string, custom: string | undefined, node: NodeToName, usual: () => string | undefined) =>
    ownMacros.has(macro) ? askMacro(macro, custom, node, context) : usual();
  return (node) => {
    const { config } = node;
    const custom = config.schema ?? node.layer;
    const schema = ask('generate_schema_name', custom, node, () => schemaName(target.schema, custom)) ?? LAST_SCHEMA;
    const identifier = ask('generate_alias_name', config.alias, node, () => config.alias) ?? node.name;
    const database = ask('generate_database_name', config.database, node, () => config.database) ?? target.database;
    return { ...(database !== undefined && { database }), schema, identifier };
  };
}

/** The default rule: both, joined by an underscore, or the one that is there. */
export function schemaName(targetSchema: string | undefined, custom: string | undefined): string {
  return [targetSchema, custom].filter((part) => part !== undefined && part !== '').join('_') || LAST_SCHEMA;
}

function askMacro(
  macro: string,
  custom: string | undefined,
  node: NodeToName,
  context: NamerContext,
): string | undefined {
  const { loading, scope, library } = context;
  const info = nodeInfo(node);
  const { value, diagnostics } = callMacro(
    library,
    macro,
    [custom ?? null, info],
    {},
    {
      ...loadingScope(loading, scope),
      model: info,
      config: node.config as unknown as Readonly<Record<string, JsonValue>>,
    },
  );
  loading.problems.add(diagnostics);
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

function nodeInfo({ name, uniqueId, resourceType, fqn, config, file }: NodeToName): JsonObject {
  return {
    name,
    unique_id: uniqueId,
    resource_type: resourceType,
    package_name: fqn[0] ?? '',
    fqn,
    path: file,
    original_file_path: file,
    config: config as unknown as JsonObject,
  };
}
