import { EMPTY, NEWEST, column, runs } from './sample-node.ts';
import type { SampleNode } from './sample-shards.ts';

const FACT_SQL = `{{ config(materialized='incremental', unique_key=['device_id', 'event_hour']) }}
-- One row for each device and hour.
select
    t.device_id,
    date_trunc('hour', t.ts) as event_hour,
    avg(t.volt) as volt_avg,
    max(l.upper_limit) as volt_limit,
    count(*) filter (where t.volt > l.upper_limit) as breaches
from {{ ref('telemetry_readings') }} t
left join {{ ref('signal_limits') }} l on l.signal = 'volt'
{% if is_incremental() %}
where t.ts >= timestamp '2026-11-01 00:00:00'
{% endif %}
group by 1, 2
`;

/** Gold and what reads it: the rest of the sample. */
export const LATE_NODES: readonly SampleNode[] = [
  {
    row: {
      id: 'model.factory.fact_telemetry_hourly',
      kind: 'model',
      name: 'fact_telemetry_hourly',
      path: 'models/gold/fact_telemetry_hourly.sql',
      fqn: ['factory', 'gold', 'fact_telemetry_hourly'],
      layer: 'gold',
      materialized: 'incremental',
      tags: ['daily'],
      owner: 'Analytics',
      summary: 'Signals of a device over one hour, and how often limits were broken.',
      parents: [1, 3, 6],
      health: 'error',
      run: { status: 'success', at: NEWEST, ms: 92_004, rows: 2_411, bytes: 201_771_002, usd: 0.00101 },
      tests: [1, 0, 1, 1],
      rows: 84_200,
      bytes: 9_120_044,
    },
    detail: {
      ...EMPTY,
      description:
        'Signals of a device over one hour, and how often limits were broken. Join `dim_device` by `device_id`.',
      relation: 'lake.gold.fact_telemetry_hourly',
      columns: [
        {
          ...column('device_id', 'varchar', 'Id of the device.'),
          from: [3, 'device_id'],
          isKey: true,
          checks: [3, 4],
          inputs: [[3, 'device_id', 'passed through']],
          how: 'passed through',
          sql: ['t.device_id'],
          constraints: ['not null'],
        },
        {
          ...column('event_hour', 'timestamp(6)', 'Start of the hour, UTC.'),
          isKey: true,
          isPartition: true,
          inputs: [[3, 'ts', 'computed']],
          how: 'computed',
          sql: ["date_trunc('hour', t.ts)"],
        },
        {
          ...column('volt_avg', 'double', 'Mean voltage of the hour.'),
          actualType: 'real',
          inputs: [[3, 'volt', 'aggregated']],
          how: 'aggregated',
          sql: ['avg(t.volt)'],
        },
        {
          ...column('volt_limit', 'double', ''),
          inputs: [[1, 'upper_limit', 'aggregated']],
          how: 'aggregated',
          sql: ['max(l.upper_limit)'],
        },
        {
          ...column('breaches', 'bigint', 'Readings above the limit.'),
          tags: ['kpi'],
          inputs: [
            [3, 'volt', 'aggregated'],
            [1, 'upper_limit', 'aggregated'],
          ],
          how: 'aggregated',
          sql: ['count(*) filter (where t.volt > l.upper_limit)'],
          uses: [[3, 'volt', 'filter']],
        },
        { ...column('_loaded_at', 'timestamp(6)', 'When the row was written.'), isAudit: true },
      ],
      config: [
        ['materialized', 'incremental'],
        ['incremental_strategy', 'microbatch'],
        ['unique_key', ['device_id', 'event_hour']],
      ],
      meta: { owner: 'Analytics' },
      code: {
        written: FACT_SQL,
        compiled: [
          { targets: ['prod', 'trino'], sql: FACT_SQL.replace(/\{\{.*?\}\}|\{%.*?%\}/g, 'silver.t') },
          { targets: ['dev'], sql: FACT_SQL.replace(/\{\{.*?\}\}|\{%.*?%\}/g, '"silver"."t"') },
        ],
      },
      checks: [3, 4, 5, 6],
      uses: [
        [3, 'ts', 'filter'],
        [1, 'signal', 'join'],
      ],
      runs: runs('success', 92_004, 2_411, 201_771_002, 0.00101),
      table: { kind: 'table', rows: 84_200, bytes: 9_120_044, files: 20, partitionedBy: ['day(event_hour)'] },
    },
  },
  {
    row: {
      id: 'model.factory.dim_device',
      kind: 'model',
      name: 'dim_device',
      path: 'models/gold/dim_device.sql',
      fqn: ['factory', 'gold', 'dim_device'],
      layer: 'gold',
      materialized: 'table',
      tags: ['devices'],
      owner: 'Analytics',
      summary: 'Devices with the history of their model.',
      parents: [4],
      health: 'ok',
      run: { status: 'success', at: NEWEST, ms: 3_300, rows: 100, bytes: 4_000 },
      rows: 100,
      bytes: 40_000,
    },
    detail: {
      ...EMPTY,
      description: 'Devices with the history of their model.',
      columns: [
        {
          ...column('device_id', 'varchar', 'Id of the device.'),
          from: [4, 'device_id'],
          isKey: true,
          inputs: [[4, 'device_id', 'passed through']],
          how: 'passed through',
          sql: ['r.device_id'],
        },
        {
          ...column('device_model', 'varchar', ''),
          inputs: [[4, 'model', 'renamed']],
          how: 'renamed',
          sql: ['r.model'],
        },
      ],
      code: { written: 'select device_id, model as device_model from x', compiled: [] },
      runs: runs('success', 3_300, 100),
    },
  },
  {
    row: {
      id: 'model.factory.fact_customer_impact',
      kind: 'model',
      name: 'fact_customer_impact',
      path: 'models/gold/fact_customer_impact.sql',
      fqn: ['factory', 'gold', 'fact_customer_impact'],
      layer: 'gold',
      materialized: 'table',
      parents: [5, 6],
      health: 'skipped',
      run: { status: 'skipped', at: NEWEST, ms: 0 },
    },
    detail: {
      ...EMPTY,
      columns: [
        {
          ...column('breaches', 'bigint', 'Readings above the limit.'),
          from: [5, 'breaches'],
          inputs: [[5, 'breaches', 'passed through']],
          how: 'passed through',
          sql: ['f.breaches'],
        },
        {
          ...column('score', 'double', ''),
          inputs: [[5, 'volt_avg', 'computed']],
          how: 'computed',
          sql: ['f.volt_avg / 240'],
        },
      ],
      code: { written: 'select breaches, volt_avg / 240 as score from x', compiled: [] },
      runs: runs('skipped', 0),
    },
  },
  {
    row: {
      id: 'analysis.factory.breaches_by_device',
      kind: 'analysis',
      name: 'breaches_by_device',
      path: 'analyses/breaches_by_device.sql',
      fqn: ['factory', 'analysis', 'breaches_by_device'],
      layer: 'analyses',
      summary: 'Which devices break their limits most.',
      parents: [5, 6],
      health: 'unknown',
    },
    detail: {
      ...EMPTY,
      description: 'Which devices break their limits most.',
      columns: [
        { ...column('device_id', 'varchar', ''), inputs: [[5, 'device_id', 'passed through']] },
        { ...column('breaches', 'bigint', ''), inputs: [[5, 'breaches', 'aggregated']] },
      ],
      code: { written: 'select device_id, sum(breaches) as breaches from x group by 1', compiled: [] },
      result: {
        columns: [
          { name: 'device_id', type: 'varchar' },
          { name: 'breaches', type: 'bigint' },
        ],
        rows: Array.from({ length: 30 }, (_, index) => [`d-${100 + index}`, String((index * 37) % 101)]),
        isCut: false,
        chart: { type: 'bar', x: 'device_id', y: ['breaches'], title: 'Breaches by device' },
      },
    },
  },
  {
    row: {
      id: 'exposure.factory.service_review',
      kind: 'exposure',
      name: 'service_review',
      path: 'models/gold/exposures.yml',
      fqn: ['factory', 'gold', 'service_review'],
      layer: 'exposures',
      owner: 'Service operations',
      summary: 'Which customers to call first, and why.',
      parents: [7, 6],
      health: 'unknown',
    },
    detail: {
      ...EMPTY,
      description: 'Which customers to call first, and why.',
      exposure: {
        type: 'dashboard',
        label: 'Weekly service review',
        maturity: 'high',
        url: 'https://example.com/review',
        owner: { name: 'Service operations', email: 'service@example.com' },
      },
    },
  },
  {
    row: {
      id: 'macro.factory.to_timestamp',
      kind: 'macro',
      name: 'to_timestamp',
      path: 'macros/to_timestamp.sql',
      fqn: ['factory', 'to_timestamp'],
      layer: 'macros',
      summary: 'A text in ISO 8601 as a timestamp.',
      parents: [],
      health: 'unknown',
    },
    detail: {
      ...EMPTY,
      description: 'A text in ISO 8601 as a timestamp.',
      code: {
        written:
          '{% macro to_timestamp(column, digits=6) %}\ncast(from_iso8601_timestamp({{ column }}) as timestamp({{ digits }}))\n{% endmacro %}',
        compiled: [],
      },
      macro: {
        arguments: [
          { name: 'column', type: 'string', description: 'The column.' },
          { name: 'digits', description: '' },
        ],
        usedBy: [3],
      },
    },
  },
  {
    row: {
      id: 'model.factory.broken_report',
      kind: 'model',
      name: 'broken_report',
      path: 'models/gold/broken_report.sql',
      fqn: ['factory', 'gold', 'reports', 'broken_report'],
      layer: 'gold',
      materialized: 'table',
      parents: [6],
      health: 'error',
      run: { status: 'error', at: NEWEST, ms: 410 },
    },
    detail: {
      ...EMPTY,
      description:
        '<img src=x onerror="document.title=1">A report that **fails**. <script>alert(1)</script> [odd](javascript:alert(1))',
      columns: [
        {
          ...column('x', undefined, ''),
          unknown: true,
          inputs: [[6, 'device_model', 'computed']],
          how: 'computed',
          sql: ['upper(device_model)'],
        },
      ],
      code: { written: 'select upper(device_model) as x from d', compiled: [] },
      runs: runs('error', 410).map((run) => ({ ...run, message: 'TABLE_NOT_FOUND: table "d" does not exist' })),
    },
  },
];
