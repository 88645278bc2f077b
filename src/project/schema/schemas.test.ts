import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { readSchema } from './schema-files.ts';

const NAMES = ['config', 'project', 'properties', 'selectors', 'data-test'] as const;

type Schema = Readonly<Record<string, unknown>>;

/** Paths of keys that an editor could not explain. */
function unexplained(schema: Schema, path: string): string[] {
  const children = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  const nested = [schema.items, ...Object.values((schema.definitions ?? {}) as Record<string, Schema>)].filter(
    Boolean,
  ) as Schema[];
  const silent = children
    .filter(([, one]) => !one.$ref && !(one.title && one.description))
    .map(([key]) => `${path}/${key}`);
  return [
    ...silent,
    ...children.flatMap(([key, one]) => unexplained(one, `${path}/${key}`)),
    ...nested.flatMap((one) => unexplained(one, `${path}/…`)),
  ];
}

test.each(NAMES)('every key of %s.json has a title and a description', (name) => {
  expect(unexplained(readSchema(name), '')).toEqual([]);
});

test('the schemas are valid, strict, and their references resolve', () => {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true });
  for (const name of NAMES) ajv.addSchema(readSchema(name));
  for (const name of NAMES) expect(ajv.getSchema(`${name}.json`)).toBeTypeOf('function');
});

// Every model configuration of dbt-athena's documentation: used, kept, or refused with the way out, but never unknown.
test.each(
  `table_type format write_compression field_delimiter partitioned_by bucketed_by bucket_count s3_data_naming s3_data_dir
  s3_tmp_table_dir external_location table_properties native_drop ha versions_to_keep incremental_strategy unique_key
  incremental_predicates delete_condition update_condition insert_condition merge_update_columns merge_exclude_columns
  merge_update_columns_default_rule merge_update_columns_rules on_schema_change force_batch partitions_limit
  unique_tmp_table_suffix temp_schema lf_tags_config lf_grants persist_docs contract full_refresh tags meta`.split(
    /\s+/,
  ),
)('a model takes dbt-athena\'s configuration "%s"', (key) => {
  const { definitions } = readSchema('config') as { definitions: { model: { properties: object } } };
  expect(Object.keys(definitions.model.properties)).toContain(key);
});

test.each(['seed_by_insert', 'column_types', 'quote_columns', 'delimiter'])('a seed takes "%s"', (key) => {
  const { definitions } = readSchema('config') as { definitions: { seed: { properties: object } } };
  expect(Object.keys(definitions.seed.properties)).toContain(key);
});
