import type { Hook, JsonObject, JsonValue, NodeConfig, ProjectNode } from '../project/project.ts';
import type { Item } from './subjects.ts';

type Entry = readonly [key: string, value: JsonValue];

/** Shown elsewhere, or true of everything that is there. */
const LEFT_OUT: ReadonlySet<string> = new Set(['enabled', 'materialized', 'meta', 'tags', 'docs', 'group', 'other']);

/**
 * What somebody configured, in dbt's words, sorted: how a node is materialized first, and how an incremental model adds to its table. Values that hold a
 * template are shown as they are written: what an environment variable gives is no part of the docs.
 */
export function configEntries(item: Item | undefined): readonly Entry[] {
  if (!item || !('resourceType' in item)) return [];
  if (item.resourceType === 'exposure') return [];
  if (item.resourceType === 'source') return sourceEntries(item.config, item.writtenConfig);
  return [...materialization(item), ...nodeEntries(item)];
}

/** What somebody configured of a node, without its materialization. */
export function nodeEntries({ config, configSpans, writtenConfig }: ProjectNode): readonly Entry[] {
  const values = new Map<string, unknown>([...Object.entries(config.other), ...Object.entries(config)]);
  const keys = Object.keys(configSpans).filter((key) => !LEFT_OUT.has(key) && key !== 'incremental_strategy');
  return keys.sort().flatMap((key): Entry[] => {
    const value = values.get(key);
    if (value === undefined || value === null) return [];
    return [[key, shown(key, written(writtenConfig, key) ?? value)]];
  });
}

function materialization({ resourceType, config }: ProjectNode): readonly Entry[] {
  if (resourceType === 'analysis' || resourceType === 'test') return [];
  const { materialized, incremental_strategy: strategy } = config;
  return [
    ['materialized', materialized],
    ...(strategy === undefined ? [] : [['incremental_strategy', strategy] as const]),
  ];
}

function sourceEntries(config: JsonObject, templates: JsonObject | undefined): readonly Entry[] {
  return Object.keys(config)
    .filter((key) => !LEFT_OUT.has(key) && config[key] !== null)
    .sort()
    .map((key) => [key, written(templates, key) ?? config[key] ?? null]);
}

function written(templates: JsonObject | undefined, key: string): JsonValue | undefined {
  return templates && Object.hasOwn(templates, key) ? templates[key] : undefined;
}

/** Hooks without their places; everything else in the configuration is JSON already. */
function shown(key: string, value: unknown): JsonValue {
  const isHook = (key === 'pre_hook' || key === 'post_hook') satisfies boolean;
  if (!isHook || !Array.isArray(value)) return value as NodeConfig['other'][string];
  return value.map((hook: Hook | string) => (typeof hook === 'string' ? hook : hook.sql));
}
