{{ config(
    unique_key=['equipment_no'],
    deduplicate_order_by=['change_seq desc', 'load_date asc'],
    update_condition='src.change_seq > target.change_seq'
) }}

select
    equipment_no,
    serial_no as serial_number,
    model,
    site_code,
    try_cast(installed_on as date) as installed_on,
    try_cast(retired_on as date) as retired_on,
    op = 'D' as is_deleted,
    try_cast(seq as bigint) as change_seq,
    {{ utc_timestamp('commit_ts') }} as changed_at,
    load_date
from {{ ref('raw_erp_equipment') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
