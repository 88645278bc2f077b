import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEngine, type EngineUnderTest } from './conformance/engines.ts';

const MODEL = (
  more: string,
) => `{{ config(materialized='incremental', incremental_strategy='microbatch', event_time='ts', begin='2025-12-30', batch_size='day', partitioned_by=['day(ts)', 'kind']${more}) }}
select id, kind, ts from {{ ref('events') }}
`;

describe.each(['trino', 'athena'] as const)('microbatch on %s', (name) => {
  const under = {} as { engine: EngineUnderTest };
  beforeAll(async () => {
    under.engine = await openEngine(name);
  });
  afterAll(() => under.engine.remove());

  const events = (lines: readonly string[]) => ({ 'seeds/events.csv': `${['id,kind,ts', ...lines].join('\n')}\n` });
  const rows = async (table: string) => {
    const { rows: found } = await under.engine.read(table);
    return found.map(([id, kind, , run]) => [id, kind, run]).sort((a, b) => Number(a[0]) - Number(b[0]));
  };

  test('intervals are made one after the other, replaced with their lookback, and made anew', async () => {
    const { project, options } = under.engine;
    project.write({
      ...events([
        '1,a,2025-12-30 10:00:00',
        '2,a,2025-12-31 10:00:00',
        '3,b,2026-01-01 10:00:00',
        '4,a,2026-01-01 11:00:00',
      ]),
      'seeds/seeds.yml': `seeds:
  - name: events
    config: { column_types: { id: bigint, kind: varchar, ts: timestamp(6) }, event_time: ts }
`,
      // So few partitions in a statement that the rows of a day are written in groups.
      'models/gold/facts.sql': MODEL(`, partitions_limit=1`),
      'models/gold/ruled.sql': MODEL(''),
      'models/gold/ruled.yml': `models:
  - name: ruled
    columns:
      - name: id
        data_tests:
          - dbt_utils.accepted_range: { arguments: { max_value: 5 }, on_fail: quarantine }
`,
    });
    await project.build(options);
    const first = [
      [1, 'a', 'run-1'],
      [2, 'a', 'run-1'],
      [3, 'b', 'run-1'],
      [4, 'a', 'run-1'],
    ];
    expect(await rows('gold.facts')).toEqual(first);
    expect(await rows('gold.ruled')).toEqual(first);
    project.write(events(['3,c,2026-01-01 10:00:00', '5,a,2026-01-02 11:00:00', '6,b,2026-01-02 11:30:00']));
    await project.build(options);
    const second = [
      [1, 'a', 'run-1'],
      [2, 'a', 'run-1'],
      [3, 'c', 'run-2'],
      [5, 'a', 'run-2'],
    ];
    expect(await rows('gold.facts')).toEqual([...second, [6, 'b', 'run-2']]);
    expect(await rows('gold.ruled')).toEqual(second);
    await project.build({ ...options, fullRefresh: true, select: ['facts'] });
    expect(await rows('gold.facts')).toEqual([
      [3, 'c', 'run-3'],
      [5, 'a', 'run-3'],
      [6, 'b', 'run-3'],
    ]);
  });
});
