{{ config(
    unique_key=['cost_id'],
    deduplicate_order_by=['change_seq desc', 'load_date asc'],
    update_condition='src.change_seq > target.change_seq'
) }}

select
    cost_id,
    part_no,
    try_cast(valid_from as date) as valid_from,
    try_cast(unit_cost as decimal(12, 2)) as unit_cost,
    {{ uncastable('unit_cost', 'try_cast(unit_cost as decimal(12, 2))') }} as unit_cost_raw,
    currency,
    op = 'D' as is_deleted,
    try_cast(seq as bigint) as change_seq,
    {{ utc_timestamp('commit_ts') }} as changed_at,
    load_date
from {{ ref('raw_erp_part_costs') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
