/** The files of a new project, by path: a seed, one model in each layer, tests with a row rule, a unit test. */
export function starterFiles(name: string): Readonly<Record<string, string>> {
  return {
    'project.yml': `name: ${name}
version: '1.0.0'

models:
  ${name}:
    silver:
      +materialized: table
    gold:
      +materialized: incremental

target: local
targets:
  local: { type: duckdb, path: target/${name}.duckdb, threads: 4 }
`,
    '.gitignore': 'target/\n',
    'seeds/raw_orders.csv': `order_id,customer,ordered_at,amount,status
1,ann,2026-01-01 09:30:00,120.50,paid
2,ben,2026-01-01 10:05:00,80.00,paid
3,ann,2026-01-02 08:15:00,-5.00,paid
4,cho,2026-01-02 11:45:00,42.10,open
5,ben,2026-01-03 16:20:00,61.75,paid
`,
    'seeds/seeds.yml': `seeds:
  - name: raw_orders
    description: Orders as the shop exports them.
    config:
      column_types: { order_id: bigint, ordered_at: timestamp, amount: 'decimal(10,2)' }
`,
    'models/silver/orders.sql': `select order_id, customer, ordered_at, amount, status
from {{ ref('raw_orders') }}
`,
    'models/silver/silver.yml': `models:
  - name: orders
    description: Orders with a known amount. Bad ones are in quarantine (silver_quarantine.orders).
    columns:
      - name: order_id
        description: The shop's number of the order.
        data_tests: [unique, not_null]
      - name: amount
        description: What the customer pays.
        data_tests:
          - dbt_utils.accepted_range:
              arguments: { min_value: 0 }
              on_fail: quarantine
`,
    'models/gold/daily_sales.sql': `{{ config(unique_key=['day']) }}

select cast(ordered_at as date) as day, count(*) as orders, sum(amount) as amount
from {{ ref('orders') }}
where status = 'paid'
group by 1
`,
    'models/gold/gold.yml': `models:
  - name: daily_sales
    description: Paid orders of a day.
    columns:
      - name: day
        description: The day the order was placed.
        data_tests: [unique, not_null]

unit_tests:
  - name: open_orders_do_not_count
    model: daily_sales
    given:
      - input: ref('orders')
        rows:
          - { order_id: 1, ordered_at: '2026-01-01 10:00:00', amount: '10.00', status: paid }
          - { order_id: 2, ordered_at: '2026-01-01 11:00:00', amount: '99.00', status: open }
    expect:
      rows:
        - { day: '2026-01-01', orders: 1, amount: '10.00' }
`,
  };
}
