import { isCode, isFixed, nearestCodes, type Level, type Levels, type Span } from '../../diagnostics/index.ts';
import type { Problems } from '../problems.ts';
import type { NodeConfig } from '../project.ts';
import type { ConfiguredType } from './complete-config.ts';
import type { Settings } from './settings.ts';

/** Materializations that a configuration has a meaning for; keys that are not named here fit all. */
const FITS: Readonly<Record<string, readonly NodeConfig['materialized'][]>> = {
  incremental_strategy: ['incremental'],
  merge_update_columns: ['incremental'],
  merge_exclude_columns: ['incremental'],
  merge_update_columns_rules: ['incremental'],
  merge_update_columns_default_rule: ['incremental'],
  incremental_predicates: ['incremental'],
  update_condition: ['incremental'],
  insert_condition: ['incremental'],
  delete_condition: ['incremental'],
  begin: ['incremental'],
  batch_size: ['incremental'],
  lookback: ['incremental'],
  late_data: ['incremental'],
  on_schema_change: ['incremental', 'snapshot'],
  unique_key: ['table', 'incremental', 'snapshot'],
  deduplicate_order_by: ['table', 'incremental', 'snapshot'],
  keys_stay_in_partition: ['incremental'],
  partitioned_by: ['table', 'incremental', 'snapshot', 'seed'],
  table_properties: ['table', 'incremental', 'snapshot', 'seed'],
  format: ['table', 'incremental', 'snapshot', 'seed'],
  rebuild: ['table', 'incremental', 'snapshot', 'seed'],
  max_quarantined_fraction: ['table', 'incremental', 'snapshot'],
  maintenance: ['table', 'incremental', 'snapshot', 'seed'],
  force_batch: ['table', 'incremental', 'snapshot', 'seed'],
  partitions_limit: ['table', 'incremental', 'snapshot', 'seed'],
  strategy: ['snapshot'],
  updated_at: ['snapshot'],
  check_cols: ['snapshot'],
  hard_deletes: ['snapshot'],
  invalidate_hard_deletes: ['snapshot'],
  dbt_valid_to_current: ['snapshot'],
  snapshot_meta_column_names: ['snapshot'],
};

const REFUSED: Readonly<Record<string, string>> = {
  ha: 'it is for Hive tables; an Iceberg table is always replaced without a gap, so leave it out',
  bucketed_by: 'it is for Hive tables; write partitioned_by: ["bucket(column, n)"]',
  bucket_count: 'it is for Hive tables; write partitioned_by: ["bucket(column, n)"]',
  field_delimiter: 'it is for Hive text tables, which are not written; leave it out',
  external_location: 'it is for Hive tables; write s3_data_dir',
};

const AVAILABLE_STRATEGIES = ['merge', 'append', 'insert_overwrite', 'microbatch'];
const LATER_STRATEGIES = ['cdc'];

/** What says which rows a strategy replaces. */
const NEEDED = {
  insert_overwrite: ['partitioned_by'],
  microbatch: ['event_time', 'begin', 'batch_size'],
} as const;

/** What is said about single rows has no meaning where all rows of a partition are replaced. */
const OF_A_MERGE = [
  'incremental_predicates',
  'update_condition',
  'insert_condition',
  'delete_condition',
  'merge_update_columns',
  'merge_exclude_columns',
] as const;

export interface ConfiguredNode {
  readonly type: ConfiguredType;
  readonly config: NodeConfig;
  /** All that was set. */
  readonly settings: Settings;
  /** What the node's own YAML and `config()` set, trees of project.yml left out. */
  readonly own: Settings;
  readonly span: Span;
}

/** Finds configuration that cannot hold: parts that need, exclude or do not fit each other. */
export function checkConfig(node: ConfiguredNode, problems: Problems): void {
  checkRefused(node, problems);
  checkLevels(node, problems);
  checkFit(node, problems);
  checkMerge(node, problems);
  if (node.config.materialized === 'snapshot') checkSnapshot(node, problems);
}

function checkLevels({ settings, span }: ConfiguredNode, problems: Problems): void {
  const levels = (settings.values.diagnostics ?? {}) as Levels;
  const at = (code: string) => settings.spans[`diagnostics.${code}`] ?? settings.spans.diagnostics ?? span;
  for (const [code, level] of Object.entries(levels)) reportLevel(code, level, at(code), problems);
}

/** Reports a severity that cannot be given. */
export function reportLevel(code: string, level: Level, at: Span, problems: Problems): void {
  if (!isCode(code)) problems.report('diagnostic-unknown', { code }, at, { hint: nearestCodes(code) });
  else if (isFixed(code) && level !== 'error') problems.report('diagnostic-fixed', { code }, at);
}

/** Configuration that is never possible is told where it stands, also in a tree of project.yml; each place once. */
function checkRefused({ settings, type }: ConfiguredNode, problems: Problems): void {
  if (type === 'test' || type === 'analysis') return;
  for (const key of Object.keys(settings.values)) {
    const reason = refusalOf(key, settings.values[key]);
    if (reason) problems.report('config-refused', { key, reason }, settings.spans[key]);
  }
}

function refusalOf(key: string, value: unknown): string | undefined {
  if (key === 'table_type' && value === 'hive') {
    return 'only Iceberg tables are written; write table_type: iceberg, or leave it out. Hive tables can be read as sources';
  }
  if (key === 's3_data_naming' && value !== 'schema_table_unique') {
    return 'every table gets a folder of its own, {s3_data_dir}/{schema}/{table}/{uuid}/; leave it out';
  }
  if (key === 'ha' && value === false) return undefined;
  return Object.hasOwn(REFUSED, key) ? REFUSED[key] : undefined;
}

function checkFit({ own, config, type }: ConfiguredNode, problems: Problems): void {
  if (type === 'test' || type === 'analysis') return;
  for (const key of Object.keys(own.values)) {
    const fits = Object.hasOwn(FITS, key) ? FITS[key] : undefined;
    if (fits && !fits.includes(config.materialized)) {
      problems.report('config-unfit', { key, materialized: config.materialized, fits }, own.spans[key]);
    }
  }
}

function checkMerge({ config, settings, span, own }: ConfiguredNode, problems: Problems): void {
  const at = (key: string) => settings.spans[key] ?? span;
  const strategy = config.incremental_strategy;
  if (config.materialized === 'incremental' && strategy && LATER_STRATEGIES.includes(strategy)) {
    const params = { key: 'incremental_strategy', value: strategy, available: AVAILABLE_STRATEGIES };
    problems.report('config-not-available', params, at('incremental_strategy'));
  }
  const hasKey = config.unique_key.length > 0;
  if (strategy === 'merge' && !hasKey) {
    problems.report(
      'config-needs',
      { what: 'incremental_strategy: merge', needs: 'unique_key' },
      at('incremental_strategy'),
    );
  }
  if (strategy === 'insert_overwrite' || strategy === 'microbatch')
    checkReplacement(strategy, { config, settings, span, own }, problems);
  if (own.values.deduplicate_order_by !== undefined && !hasKey) {
    problems.report(
      'config-needs',
      { what: '"deduplicate_order_by"', needs: 'unique_key' },
      at('deduplicate_order_by'),
    );
  }
  if (config.merge_update_columns && config.merge_exclude_columns) {
    const params = { first: 'merge_update_columns', second: 'merge_exclude_columns' };
    problems.report('config-conflict', params, at('merge_exclude_columns'));
  }
}

function checkReplacement(
  name: keyof typeof NEEDED,
  { config, settings, span, own }: Omit<ConfiguredNode, 'type'>,
  problems: Problems,
): void {
  const at = settings.spans.incremental_strategy ?? span;
  const strategy = `incremental_strategy: ${name}`;
  for (const key of NEEDED[name]) {
    const value = config[key];
    if (value === undefined || (Array.isArray(value) && value.length === 0))
      problems.report('config-needs', { what: strategy, needs: key }, at);
  }
  if (name === 'microbatch' && config.begin !== undefined && !isTime(config.begin))
    problems.report('begin-not-a-time', { begin: String(config.begin) }, settings.spans.begin ?? at);
  for (const key of OF_A_MERGE) {
    if (own.values[key] === undefined) continue;
    problems.report('config-conflict', { first: strategy, second: key }, own.spans[key] ?? at);
  }
}

function isTime(begin: string | number): boolean {
  return /^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|\+00(:?00)?)?)?$/.test(String(begin));
}

function checkSnapshot({ config, settings, span }: ConfiguredNode, problems: Problems): void {
  const at = settings.spans.strategy ?? span;
  const need = (what: string, needs: string) => problems.report('config-needs', { what, needs }, at);
  if (!config.strategy) return need('A snapshot', 'strategy');
  if (config.unique_key.length === 0) need('A snapshot', 'unique_key');
  if (config.strategy === 'timestamp' && !config.updated_at) need('strategy: timestamp', 'updated_at');
  if (config.strategy === 'check' && !config.check_cols?.length) need('strategy: check', 'check_cols');
}
