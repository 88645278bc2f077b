{{ config(
    unique_key=['order_no'],
    deduplicate_order_by=['change_seq desc', 'load_date asc'],
    update_condition='src.change_seq > target.change_seq'
) }}

-- The log's records of one order arrive out of order: the highest number holds, whenever it came. A deleted order stays, marked.
select
    order_no,
    equipment_no,
    lower(order_type) as order_type,
    lower(component) as component,
    lower(status) as order_status,
    {{ utc_timestamp('opened_at') }} as opened_at,
    {{ uncastable('opened_at', utc_timestamp('opened_at')) }} as opened_at_raw,
    {{ utc_timestamp('started_at') }} as started_at,
    {{ utc_timestamp('closed_at') }} as closed_at,
    try_cast(labour_hours as decimal(8, 2)) as labour_hours,
    try_cast(labour_rate as decimal(8, 2)) as labour_rate,
    op = 'D' as is_deleted,
    try_cast(seq as bigint) as change_seq,
    {{ utc_timestamp('commit_ts') }} as changed_at,
    load_date
from {{ ref('raw_erp_work_orders') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
