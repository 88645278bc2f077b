select
    op,
    seq,
    commit_ts,
    usage_id,
    order_no,
    part_no,
    quantity,
    used_at,
    load_date
from {{ source('erp', 'part_usage') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
