import type { GenericTest, NodeConfig, TestNode } from '../../project/project.ts';

/** A test node with dbt's defaults, for tests of the quality room. */
export function testNode(
  test: Partial<GenericTest> & Pick<GenericTest, 'name'>,
  overrides: Partial<TestNode> = {},
): TestNode {
  const name = overrides.name ?? `${test.name.replace('.', '_')}_orders_${test.columnName ?? ''}`;
  return {
    uniqueId: `test.shop.${name}.1`,
    name,
    packageName: 'shop',
    path: 'models/orders.yml',
    fqn: ['shop', name],
    description: '',
    tags: [],
    meta: {},
    config: testConfig({}),
    configSpans: {},
    references: { refs: [], sources: [], watermarks: [], macros: [], usesThis: false, usesIsIncremental: false },
    span: { file: 'models/orders.yml', start: 0, end: 1 },
    resourceType: 'test',
    test: { kind: 'generic', arguments: {}, attachedTo: 'model.shop.orders', ...test },
    ...overrides,
  };
}

/** A test's configuration: dbt's defaults, and what is given. */
export function testConfig(overrides: Partial<NodeConfig>): NodeConfig {
  return {
    enabled: true,
    materialized: 'test',
    pre_hook: [],
    post_hook: [],
    persist_docs: { relation: false, columns: false },
    contract: { enforced: false },
    unique_key: [],
    deduplicate_order_by: [],
    on_schema_change: 'ignore',
    partitioned_by: [],
    incremental_predicates: [],
    table_type: 'iceberg',
    table_properties: {},
    audit_columns: false,
    hard_deletes: 'ignore',
    snapshot_meta_column_names: {},
    column_types: {},
    delimiter: ',',
    null_values: [''],
    quote_columns: false,
    severity: 'error',
    warn_if: '!= 0',
    error_if: '!= 0',
    fail_calc: 'count(*)',
    store_failures: false,
    other: {},
    ...overrides,
  };
}
