select
    device_id,
    serial,
    model,
    firmware,
    site,
    started_at,
    load_date
from {{ source('telemetry', 'registrations') }}
where load_date > {{ watermark('load_date') }}
  and load_date <= {{ high_watermark('load_date') }}
