select
    op,
    seq,
    commit_ts,
    equipment_no,
    serial_no,
    model,
    site_code,
    installed_on,
    retired_on,
    load_date
from {{ source('erp', 'equipment') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
