import { writtenConfig } from '../changes/index.ts';
import type { Hook, JsonObject, JsonValue, NodeConfig, ProjectNode } from '../project/project.ts';

type Type = ProjectNode['resourceType'];

/** How documentation shows a node, where nothing else is said. */
export const DOCS = { show: true, node_color: null } as const;

// What dbt writes for every node that nobody set anything for.
const NODE_DEFAULTS = {
  enabled: true,
  alias: null,
  schema: null,
  database: null,
  tags: [],
  meta: {},
  group: null,
  materialized: 'view',
  incremental_strategy: null,
  batch_size: null,
  lookback: 1,
  begin: null,
  persist_docs: {},
  'post-hook': [],
  'pre-hook': [],
  quoting: {},
  column_types: {},
  full_refresh: null,
  unique_key: null,
  on_schema_change: 'ignore',
  on_configuration_change: 'apply',
  grants: {},
  packages: [],
  docs: DOCS,
  contract: { enforced: false, alias_types: true },
  event_time: null,
  concurrent_batches: null,
  static_analysis: null,
} as const satisfies JsonObject;

const SNAPSHOT_DEFAULTS = {
  ...NODE_DEFAULTS,
  materialized: 'snapshot',
  strategy: null,
  updated_at: null,
  check_cols: null,
  dbt_valid_to_current: null,
  target_schema: null,
  target_database: null,
} as const satisfies JsonObject;

const TEST_DEFAULTS = {
  enabled: true,
  alias: null,
  schema: null,
  database: null,
  tags: [],
  meta: {},
  group: null,
  static_analysis: null,
  materialized: 'test',
  severity: 'ERROR',
  store_failures: null,
  store_failures_as: null,
  where: null,
  limit: null,
  fail_calc: 'count(*)',
  warn_if: '!= 0',
  error_if: '!= 0',
} as const satisfies JsonObject;

const DEFAULTS: Readonly<Record<Type, JsonObject>> = {
  model: { ...NODE_DEFAULTS, access: 'protected', freshness: null },
  seed: { ...NODE_DEFAULTS, materialized: 'seed', delimiter: ',', quote_columns: null },
  snapshot: SNAPSHOT_DEFAULTS,
  analysis: NODE_DEFAULTS,
  test: TEST_DEFAULTS,
};

const SNAPSHOT_COLUMNS = ['dbt_valid_to', 'dbt_valid_from', 'dbt_scd_id', 'dbt_updated_at', 'dbt_is_deleted'];

// Every node has all keys of lakemodel; an entry tells those that its kind takes.
const TEST_KEYS = ['severity', 'warn_if', 'error_if', 'fail_calc', 'where', 'limit', 'store_failures'];
const SEED_KEYS = ['column_types', 'delimiter', 'null_values', 'quote_columns'];
const SNAPSHOT_KEYS = ['strategy', 'updated_at', 'check_cols', 'hard_deletes', 'dbt_valid_to_current', 'snapshot_meta_column_names']; // prettier-ignore
const COMMON_KEYS = ['enabled', 'schema', 'database', 'alias', 'group'];

/** A node's `config` as dbt writes it, with lakemodel's own keys beside dbt's. */
export function manifestConfig(node: ProjectNode): JsonObject {
  const { config, resourceType, tags, meta } = node;
  const { other, pre_hook, post_hook, unique_key, contract, ...rest } = config;
  const own = Object.entries(rest).filter(([key]) => isOf(resourceType, config, key));
  const common = {
    ...DEFAULTS[resourceType],
    ...other,
    ...Object.fromEntries(own as [string, JsonValue][]),
    tags,
    meta,
  };
  if (resourceType === 'test') return { ...common, ...ruleOf(node) };
  return {
    ...common,
    ...(resourceType === 'analysis' && { materialized: NODE_DEFAULTS.materialized }),
    ...(config.materialized === 'snapshot' && { snapshot_meta_column_names: snapshotColumns(config) }),
    unique_key: oneOrMore(unique_key ?? []) ?? null,
    contract: { enforced: contract?.enforced ?? false, alias_types: true },
    docs: manifestDocsConfig(node),
    'pre-hook': hooks(pre_hook ?? []),
    'post-hook': hooks(post_hook ?? []),
  };
}

function isOf(type: Type, { materialized }: NodeConfig, key: string): boolean {
  if (COMMON_KEYS.includes(key)) return true;
  if (type === 'test') return key === 'materialized' || TEST_KEYS.includes(key);
  if (type === 'analysis' || TEST_KEYS.includes(key)) return false;
  if (SEED_KEYS.includes(key)) return type === 'seed';
  return !SNAPSHOT_KEYS.includes(key) || materialized === 'snapshot';
}

/** A row rule is a data test with these keys. */
function ruleOf(node: ProjectNode): JsonObject {
  if (node.resourceType !== 'test' || node.test.kind !== 'generic') return {};
  const { onFail, maxFraction } = node.test;
  return {
    ...(onFail !== undefined && { on_fail: onFail }),
    ...(maxFraction !== undefined && { max_fraction: maxFraction }),
  };
}

function snapshotColumns({ snapshot_meta_column_names: names }: NodeConfig): JsonObject {
  return { ...Object.fromEntries(SNAPSHOT_COLUMNS.map((name) => [name, null])), ...names };
}

function hooks(list: readonly Hook[]): JsonObject[] {
  return list.map(({ sql }) => ({ sql, transaction: true, index: null }));
}

/** The `docs` of an entry. */
export function manifestDocsConfig({ config }: ProjectNode): JsonObject {
  return { ...DOCS, ...config.docs };
}

/** A node's `unrendered_config`: what somebody set, in dbt's spelling. */
export function manifestWrittenConfig(node: ProjectNode): JsonObject {
  const written = Object.entries(writtenConfig(node)).map(([key, value]): [string, JsonValue] => {
    if (key === 'pre_hook' || key === 'post_hook') return [key.replace('_', '-'), oneOrMore(listOf(value)) ?? []];
    return [key, key === 'unique_key' ? (oneOrMore(listOf(value)) ?? null) : value];
  });
  return Object.fromEntries(written);
}

// dbt keeps a single key, or hook, as the text that was written.
function oneOrMore(list: readonly JsonValue[]): JsonValue | undefined {
  return list.length > 1 ? list : list[0];
}

function listOf(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
}
