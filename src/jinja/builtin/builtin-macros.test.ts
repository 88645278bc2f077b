import { expect, test } from 'vitest';
import type { Scope } from '../index.ts';
import { rendered } from '../fixtures/test-scope.ts';

/** The call renders to the SQL, white space folded. */
function check(call: string, expected: string, scope: Partial<Scope> = {}): void {
  expect(rendered(`{{ ${call} }}`, '', scope).replace(/\s+/g, ' ').trim()).toBe(expected);
}

test('generate_schema_name: the target, the layer, or both', () => {
  check(`generate_schema_name('gold')`, 'analytics_gold');
  check(`generate_schema_name(' gold ', model)`, 'analytics_gold');
  check(`generate_schema_name(none, model)`, 'analytics');
  check(`generate_schema_name('gold')`, 'gold', { target: { name: 'local' } });
  check(`generate_schema_name('gold')`, 'gold', { target: { name: 'local', schema: '' } });
  check(`default__generate_schema_name('gold')`, 'analytics_gold');
});

test('generate_alias_name and generate_database_name', () => {
  check(`generate_alias_name('x', {'name': 'm'})`, 'x');
  check(`generate_alias_name(none, {'name': 'm'})`, 'm');
  check(`generate_alias_name(none, {'name': 'm', 'version': '1.2'})`, 'm_v1_2');
  check(`generate_alias_name(node={'name': 'm', 'version': none})`, 'm');
  check(`generate_database_name('c')`, 'c');
  check(`generate_database_name()`, 'lake', { target: { database: 'lake' } });
  check(`generate_database_name()`, '');
});

test('generate_surrogate_key: the text that dbt_utils makes on Athena', () => {
  const part = (column: string) => `coalesce(cast(${column} as varchar), '_dbt_utils_surrogate_key_null_')`;
  check(`dbt_utils.generate_surrogate_key(['a'])`, `lower(to_hex(md5(to_utf8(cast(${part('a')} as varchar)))))`);
  check(
    `dbt_utils.generate_surrogate_key(['a', 'b'])`,
    `lower(to_hex(md5(to_utf8(cast(${part('a')} || '-' || ${part('b')} as varchar)))))`,
  );
  check(
    `dbt_utils.generate_surrogate_key(['a'])`,
    `lower(to_hex(md5(to_utf8(cast(coalesce(cast(a as varchar), '') as varchar)))))`,
    {
      vars: { surrogate_key_treat_nulls_as_empty_strings: true },
    },
  );
});

test('group_by, safe_divide, safe_add, safe_subtract', () => {
  check('dbt_utils.group_by(3)', 'group by 1,2,3');
  check(`dbt_utils.safe_divide('a', 'b + 1')`, '( a ) / nullif( ( b + 1 ), 0)');
  check(`dbt_utils.safe_add(['a', 'b'])`, 'coalesce(a, 0) + coalesce(b, 0)');
  check(`dbt_utils.safe_subtract(['a', 'b'])`, 'coalesce(a, 0) - coalesce(b, 0)');
});

test('pivot quotes values and names', () => {
  check(
    `dbt_utils.pivot('size', ["it's", 'b'], then_value='n')`,
    `sum( case when size = 'it''s' then n else 0 end ) as "it's", sum( case when size = 'b' then n else 0 end ) as "b"`,
  );
  check(`dbt_utils.pivot('c', [1], alias=false, agg='max', cmp='>')`, `max( case when c > '1' then 1 else 0 end )`);
  check(
    `dbt_utils.pivot('c', ['a b'], quote_identifiers=false, prefix='n_', suffix='_x')`,
    `sum( case when c = 'a b' then 1 else 0 end ) as n_a_b_x`,
  );
});

test('generate_series and date_spine stay below the limit of sequence()', () => {
  check(
    'dbt_utils.generate_series(10)',
    'select generated_number from unnest(sequence(1, 10)) as numbers(generated_number)',
  );
  check(
    'dbt_utils.generate_series(20000)',
    'select n + 1 as generated_number from (select low.n + 10000 * high.n as n from unnest(sequence(0, least(19999, 9999))) as low(n) cross join unnest(sequence(0, (19999) / 10000)) as high(n)) as numbers where n < 20000',
  );
  const last = `greatest(date_diff('day', cast(date '2024-01-01' as timestamp), cast(d as timestamp)), 0)`;
  check(
    `dbt_utils.date_spine('day', "date '2024-01-01'", 'd')`,
    `select date_add('day', n, date '2024-01-01') as date_day from (select low.n + 10000 * high.n as n from unnest(sequence(0, least(${last}, 9999))) as low(n) cross join unnest(sequence(0, (${last}) / 10000)) as high(n)) as numbers where date_add('day', n, date '2024-01-01') < d`,
  );
});

test('deduplicate with and without columns', () => {
  const inner = `select _inner.*, row_number() over (partition by id order by ts desc) as rn from "gold"."x" as _inner`;
  check(
    `dbt_utils.deduplicate(ref('x'), partition_by='id', order_by='ts desc', columns=['id', 'ts'])`,
    `select id, ts from ( ${inner} ) as deduplicated where rn = 1`,
  );
  check(
    `dbt_utils.deduplicate(ref('x'), partition_by='id', order_by='ts desc')`,
    `with row_numbered as ( ${inner} ) select distinct data.* from "gold"."x" as data natural join row_numbered where row_numbered.rn = 1`,
  );
});

test("dbt's cross-database macros, in Athena's SQL", () => {
  check(`dbt.dateadd('day', 1, 'd')`, `date_add('day', 1, d)`);
  check(
    `dbt.datediff('a', 'b', 'hour')`,
    `date_diff('hour', date_trunc('hour', cast(a as timestamp)), date_trunc('hour', cast(b as timestamp)))`,
  );
  check(`dbt.date_trunc('month', 'd')`, `date_trunc('month', d)`);
  check(
    `dbt.last_day('d', 'month')`,
    `cast(date_add('day', -1, date_add('month', 1, date_trunc('month', d))) as date)`,
  );
  check(`dbt.safe_cast('a', dbt.type_int())`, 'try_cast(a as integer)');
  check(`dbt.concat(['a', "'-'", 'b'])`, `a || '-' || b`);
  check(`dbt.hash('a')`, 'lower(to_hex(md5(to_utf8(cast(a as varchar)))))');
  check(`dbt.split_part('a', "','", 2)`, `split_part(a, ',', 2)`);
  check(`dbt.split_part('a', "','", -1)`, `element_at(split(a, ','), -1)`);
  check(`dbt.listagg('a', "', '", 'order by b', 3)`, `array_join(slice(array_agg(a order by b), 1, 3), ', ')`);
  check(`dbt.date(2024, 2, 3)`, `date '2024-02-03'`);
  check('dbt.current_timestamp()', 'cast(now() as timestamp(6))');
  check('dbt.type_string()', 'varchar');
  check(`adapter.dispatch('dateadd', 'dbt')('day', 1, 'd')`, `date_add('day', 1, d)`);
  check('should_full_refresh()', 'False');
  check('should_store_failures()', 'True', { config: { store_failures: true } });
  check('should_full_refresh()', 'True', { config: { full_refresh: true } });
});
