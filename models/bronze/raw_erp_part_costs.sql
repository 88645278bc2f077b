select
    op,
    seq,
    commit_ts,
    cost_id,
    part_no,
    valid_from,
    unit_cost,
    currency,
    load_date
from {{ source('erp', 'part_costs') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
