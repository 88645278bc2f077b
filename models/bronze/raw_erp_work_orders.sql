select
    op,
    seq,
    commit_ts,
    order_no,
    equipment_no,
    order_type,
    component,
    status,
    opened_at,
    started_at,
    closed_at,
    labour_hours,
    labour_rate,
    load_date
from {{ source('erp', 'work_orders') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
