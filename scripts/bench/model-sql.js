/**
 * SQL of the synthetic models: about 20 lines of Athena's dialect, with what analysts' models have: CTEs, joins, windows, dates, casts.
 * Every model has the columns of `COLUMNS`, so that any may read any other, and as many rows as its first input.
 */

/** @typedef {{ name: string, materialized: 'view' | 'table', inputs: readonly string[], number: number }} SyntheticModel */

export const COLUMNS = [
  ['id', 'Number of the row.'],
  ['segment', 'Segment the row belongs to.'],
  ['happened_at', 'When it happened, UTC.'],
  ['amount', 'Amount in euros.'],
  ['score', 'Share of the segment, between 0 and 1.'],
  ['is_active', 'Whether it counts today.'],
];

/** @param {SyntheticModel} model */
export function modelSql(model) {
  const config = `{{ config(materialized='${model.materialized}') }}\n`;
  return `${config}${model.inputs.length === 0 ? firstModel(model) : laterModel(model)}`;
}

/** @param {SyntheticModel} model */
function firstModel({ number }) {
  return `
select
  cast(n as bigint) as id,
  concat('segment_', cast(n % ${5 + (number % 7)} as varchar)) as segment,
  date_add('hour', n, timestamp '2026-01-01 00:00:00') as happened_at,
  cast(n * 1.25 as decimal(12, 2)) as amount,
  cast(n as double) / 100 as score,
  n % 3 <> 0 as is_active
from unnest(sequence(1, 100)) as rows (n)
`;
}

/** @param {SyntheticModel} model */
function laterModel({ inputs: [first, second = first, ...others], number }) {
  const third =
    others[0] === undefined ? '' : `\n  and exists (select 1 from {{ ref('${others[0]}') }} as o where o.id = r.id)`;
  return `
with recent as (
  select id, segment, happened_at, amount, score, is_active
  from {{ ref('${first}') }}
  where happened_at >= date_add('day', -${30 + (number % 60)}, timestamp '2026-02-01 00:00:00')
),
by_segment as (
  select segment, date_trunc('day', happened_at) as day, count(*) as entries, sum(amount) as total
  from {{ ref('${second}') }}
  group by 1, 2
)
select
  r.id,
  coalesce(nullif(trim(lower(r.segment)), ''), 'unknown') as segment,
  r.happened_at,
  cast(r.amount + coalesce(s.total, 0) / 1000 as decimal(12, 2)) as amount,
  round(least(r.score, 1e0) * ${1 + (number % 9)} / 10, 4) as score,
  case when s.entries > ${number % 4} and date_diff('day', r.happened_at, timestamp '2026-02-01 00:00:00') < 60 then true else r.is_active end as is_active,
  row_number() over (partition by r.segment order by r.happened_at desc, r.id) as place_in_segment
from recent as r
left join by_segment as s on s.segment = r.segment and s.day = date_trunc('day', r.happened_at)
where r.amount is not null${third}
`;
}
