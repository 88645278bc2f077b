import { afterAll, expect, test } from 'vitest';
import { problems } from '../e2e/harness.ts';
import { openEngine } from './conformance/engines.ts';

const BASE = `{{ config(materialized='table') }} select * from (values (1, 3), (2, 5)) as t(a, c)`;
const MATCHED = `{{ config(materialized='table') }}
select * from {{ ref('base') }}
match_recognize (order by c measures last(c) as x, count(*) as n one row per match pattern (A+) define A as c > 0)
`;

test.each(['trino', 'athena'] as const)(
  'on %s the engine says the columns of a query that is not read here, once its inputs are there',
  async (name) => {
    const engine = await openEngine(name);
    afterAll(() => engine.remove());
    const { project, options } = engine;
    project.write({ 'models/gold/base.sql': BASE, 'models/gold/matched.sql': MATCHED });
    const early = await project.command('run', options);
    expect(problems(early)).toEqual([expect.stringContaining('columns-unknown: The columns of "matched"')]);
    await project.command('run', { ...options, select: ['base'] });
    expect(problems(await project.command('run', { ...options, select: ['matched'] }))).toEqual([]);
    const { columns, rows } = await engine.read('gold.matched');
    expect(columns.slice(0, 2)).toEqual(['x', 'n']);
    expect(rows.map((row) => row.slice(0, 2))).toEqual([[5, 2]]);
  },
);
