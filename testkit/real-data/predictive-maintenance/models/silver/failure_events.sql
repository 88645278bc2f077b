{{ config(unique_key=['machine_id', 'event_ts', 'component']) }}

select machine_id, event_ts, component, machine_id_raw, event_ts_raw
from {{ ref('stg_failures') }}
where (event_ts > {{ watermark('event_ts') }} and event_ts <= {{ high_watermark('event_ts') }})
   or event_ts is null
