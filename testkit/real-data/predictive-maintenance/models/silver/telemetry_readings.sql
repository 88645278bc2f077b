{{ config(unique_key=['machine_id', 'reading_ts'], partitioned_by=['month(reading_ts)']) }}

-- A line whose time cannot be read has no place before or behind the watermark: it is looked at each time, and quarantine knows it already.
select
    machine_id, reading_ts, date_trunc('hour', reading_ts) as event_hour,
    volt, rotate, pressure, vibration,
    machine_id_raw, reading_ts_raw, volt_raw, rotate_raw, pressure_raw, vibration_raw
from {{ ref('stg_telemetry') }}
where (reading_ts > {{ watermark('reading_ts') }} and reading_ts <= {{ high_watermark('reading_ts') }})
   or reading_ts is null
