import { sampleChecks } from './sample-checks.ts';
import { EARLY_NODES } from './sample-early-nodes.ts';
import { LATE_NODES } from './sample-late-nodes.ts';
import { NEWEST } from './sample-node.ts';
import type { SampleSite } from './sample-shards.ts';

/** The indexes that the sample's rows have. */
export const SAMPLE = {
  source: 0,
  seed: 1,
  snapshot: 2,
  readings: 3,
  devices: 4,
  fact: 5,
  dimension: 6,
  summary: 7,
  analysis: 8,
  exposure: 9,
  macro: 10,
  broken: 11,
} as const;

const nodes = [...EARLY_NODES, ...LATE_NODES];

/** A project of twelve nodes that has something of everything, with texts that try to run. */
export const SAMPLE_SITE: SampleSite = {
  overview: {
    format: 1,
    generatedAt: '2026-11-20T06:30:00.000Z',
    version: '0.1.0',
    project: { name: 'factory', version: '1.2' },
    target: 'prod',
    targets: [
      { name: 'prod', engine: 'athena' },
      { name: 'trino', engine: 'trino' },
      { name: 'dev', engine: 'duckdb' },
    ],
    readme:
      '# Factory\n\nDevices, their signals, and what is done when they fail.\n\n| layer | what |\n| --- | --- |\n| silver | typed |\n| gold | facts and dimensions |\n\n1. Read `fact_telemetry_hourly` first.\n2. Ask *Analytics*.\n',
    attention: [
      {
        health: 'error',
        what: 'run',
        id: 'model.factory.broken_report',
        name: 'broken_report',
        message: 'Failed: TABLE_NOT_FOUND: table "d" does not exist',
      },
      {
        health: 'error',
        what: 'test',
        id: 'test.factory.unique_device_hour',
        name: 'unique',
        message: '7 rows of fact_telemetry_hourly break unique (device_id).',
      },
      {
        health: 'warn',
        what: 'freshness',
        id: 'source.factory.telemetry.messages',
        name: 'telemetry.messages',
        message: 'Newest data is 1 d 9 h old; it may be 1 d.',
      },
      {
        health: 'warn',
        what: 'quarantine',
        id: 'model.factory.telemetry_readings',
        name: 'telemetry_readings',
        message: '214 rows wait in quarantine.',
      },
    ],
    attentionTotal: 4,
    missing: ['The costs of runs before 2026-11-01 are not recorded.'],
  },
  nodes,
  checks: sampleChecks(NEWEST),
  runs: Array.from({ length: 12 }, (_, index) => ({
    runId: `2026-11-${20 - index}-a`,
    at: `2026-11-${String(20 - index).padStart(2, '0')}T06:10:00.000Z`,
    command: 'build',
    target: 'prod',
    health: index === 0 || index === 4 ? ('error' as const) : ('ok' as const),
    counts: index === 0 ? { success: 6, error: 1, skipped: 1, pass: 5, fail: 1, warn: 1 } : { success: 8, pass: 7 },
    ms: 140_000 + index * 2_000,
    rows: 20_800,
    bytes: 283_000_000,
    usd: 0.00152,
    results: nodes
      .filter(({ row }) => row.run)
      .map(({ row }) =>
        row.health === 'error' && row.run!.status === 'error'
          ? ([row.id, 'error', 410, 'TABLE_NOT_FOUND: table "d" does not exist'] as const)
          : ([row.id, row.run!.status, row.run!.ms] as const),
      ),
  })),
  relations: {
    entities: [
      { node: 6, keys: ['device_id'], foreign: [] },
      { node: 5, keys: ['device_id', 'event_hour'], foreign: ['device_id'] },
      { node: 3, keys: ['device_id'], foreign: [] },
    ],
    relations: [{ from: 5, columns: ['device_id'], to: 6, toColumns: ['device_id'], check: 4 }],
  },
};
