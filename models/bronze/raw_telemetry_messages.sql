select
    device,
    ts,
    seq,
    signals,
    errors,
    load_date
from {{ source('telemetry', 'messages') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
