{{ config(
    unique_key=['usage_id'],
    deduplicate_order_by=['change_seq desc', 'load_date asc'],
    update_condition='src.change_seq > target.change_seq'
) }}

select
    usage_id,
    order_no,
    part_no,
    try_cast(quantity as integer) as quantity,
    {{ utc_timestamp('used_at') }} as used_at,
    op = 'D' as is_deleted,
    try_cast(seq as bigint) as change_seq,
    {{ utc_timestamp('commit_ts') }} as changed_at,
    load_date
from {{ ref('raw_erp_part_usage') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
