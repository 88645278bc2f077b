import type { CheckDetail, CheckRow, NodeRun } from '../../src/docs/site-data.ts';
import type { SampleCheck } from './sample-shards.ts';

/** Tests of the sample's models, as the last run left them. */
export function sampleChecks(at: string): readonly SampleCheck[] {
  return [
    test('not_null_device', {
      name: 'not_null',
      about: 'device_id',
      node: 3,
      column: 'device_id',
      onFail: 'quarantine',
      heldBack: 14,
    }),
    test('not_null_ts', { name: 'not_null', about: 'ts', node: 3, column: 'ts' }),
    test('range_volt', {
      name: 'within_range',
      about: 'volt',
      node: 3,
      column: 'volt',
      severity: 'warn',
      health: 'warn',
      status: 'warn',
      failures: 200,
      onFail: 'quarantine',
      heldBack: 200,
    }),
    test('unique_device_hour', {
      name: 'unique',
      about: 'device_id',
      node: 5,
      column: 'device_id',
      health: 'error',
      status: 'fail',
      failures: 7,
    }),
    test('relationships_device', {
      name: 'relationships',
      about: 'device_id to dim_device.device_id',
      node: 5,
      column: 'device_id',
    }),
    test('every_device_reports', { name: 'every_device_reports', node: 5, health: 'unknown' }),
    {
      row: {
        id: 'unit_test.factory.fact_telemetry_hourly.counts_breaches',
        kind: 'unit_test',
        name: 'counts_breaches',
        node: 5,
        health: 'ok',
        status: 'pass',
        at,
      },
      detail: {
        description: 'A reading above its limit counts once.',
        path: 'models/gold/unit_tests.yml',
        unitTest: {
          given: [{ input: "ref('telemetry_readings')", rows: [{ device_id: 'd-1', volt: 250 }] }],
          expect: { rows: [{ device_id: 'd-1', breaches: 1 }] },
        },
        runs: history('pass'),
        reads: [1, 3],
      },
    },
  ];

  function test(id: string, row: Omit<CheckRow, 'id' | 'kind' | 'shard' | 'health'> & Partial<CheckRow>): SampleCheck {
    const status = row.health === 'unknown' ? {} : { status: 'pass', failures: 0, at };
    return {
      row: { id: `test.factory.${id}`, kind: 'test', severity: 'error', health: 'ok', ...status, ...row },
      detail: detailOf(row),
    };
  }

  function detailOf(row: Partial<CheckRow>): CheckDetail {
    return {
      description: row.name === 'relationships' ? 'Every device of the fact is known.' : '',
      path: 'models/gold/gold.yml',
      arguments: row.name === 'within_range' ? { min: 0, max: 240 } : { column_name: row.column ?? '' },
      sql: `select ${row.column ?? '*'}\nfrom lake.gold.t\nwhere ${row.column ?? 'true'} is null\n`,
      runs: row.health === 'unknown' ? [] : history(row.status ?? 'pass'),
      reads: row.name === 'relationships' ? [6] : [],
    };
  }

  function history(status: string): readonly NodeRun[] {
    return Array.from({ length: 8 }, (_, index) => ({
      runId: `2026-11-${20 - index}-a`,
      at: `2026-11-${20 - index}T06:12:00.000Z`,
      command: 'build',
      status: index > 2 ? 'pass' : status,
      ms: 40 + index,
    }));
  }
}
