{{ config(
    unique_key=['part_no'],
    deduplicate_order_by=['change_seq desc', 'load_date asc'],
    update_condition='src.change_seq > target.change_seq'
) }}

select
    part_no,
    trim(part_name) as part_name,
    lower(component) as component,
    unit_of_measure,
    op = 'D' as is_deleted,
    try_cast(seq as bigint) as change_seq,
    {{ utc_timestamp('commit_ts') }} as changed_at,
    load_date
from {{ ref('raw_erp_parts') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
