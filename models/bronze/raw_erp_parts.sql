select
    op,
    seq,
    commit_ts,
    part_no,
    part_name,
    component,
    unit_of_measure,
    load_date
from {{ source('erp', 'parts') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
