{{ config(
    unique_key=['stock_id'],
    deduplicate_order_by=['change_seq desc', 'load_date asc'],
    update_condition='src.change_seq > target.change_seq'
) }}

select
    stock_id,
    part_no,
    warehouse,
    try_cast(quantity_on_hand as integer) as quantity_on_hand,
    op = 'D' as is_deleted,
    try_cast(seq as bigint) as change_seq,
    {{ utc_timestamp('commit_ts') }} as changed_at,
    load_date
from {{ ref('raw_erp_inventory') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
