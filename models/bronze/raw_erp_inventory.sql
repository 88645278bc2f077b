select
    op,
    seq,
    commit_ts,
    stock_id,
    part_no,
    warehouse,
    quantity_on_hand,
    load_date
from {{ source('erp', 'inventory') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
