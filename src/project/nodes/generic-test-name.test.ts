import { expect, test } from 'vitest';
import { genericTestName } from './generic-test-name.ts';

// Names as dbt made them for its sample project.
test.each([
  ['not_null', 'orders', 'id', {}, 'not_null_orders_id', 'not_null_orders_id'],
  [
    'accepted_values',
    'orders',
    'status',
    { values: ['placed', 'shipped', 'completed', 'return_pending', 'returned'] },
    'accepted_values_orders_status__placed__shipped__completed__return_pending__returned',
    'accepted_values_orders_1ce6ab157c285f7cd2ac656013faf758',
  ],
  [
    'relationships',
    'orders',
    'customer_id',
    { to: "ref('customers')", field: 'customer_id' },
    'relationships_orders_customer_id__customer_id__ref_customers_',
    'relationships_orders_customer_id__customer_id__ref_customers_',
  ],
])('names %s on %s', (name, target, columnName, given, full, short) => {
  expect(genericTestName({ test: name, target, isSource: false, columnName, arguments: given })).toEqual({
    full,
    short,
  });
});

test('sources and packages are part of the name', () => {
  const identity = {
    test: 'dbt_utils.accepted_range',
    target: 'raw_t',
    isSource: true,
    columnName: undefined,
    arguments: { min_value: 0, inclusive: true },
  };
  expect(genericTestName(identity).full).toBe('source_dbt_utils_accepted_range_raw_t_True__0');
});
