{{ config(
    materialized='incremental',
    incremental_strategy='merge',
    unique_key=['device_key', 'event_hour'],
    partitioned_by=['month(event_hour)'],
    begin='2000-01-01 00:00:00'
) }}
{%- set signals = ['volt', 'rotate', 'pressure', 'vibration'] %}

-- Hours that new readings fall into are computed again from all of their readings.
with touched as (
    select distinct machine_id, event_hour
    from {{ ref('telemetry_readings') }}
    where ingest_ts > {{ watermark('ingest_ts') }} and ingest_ts <= {{ high_watermark('ingest_ts') }}
)

select
    readings.machine_id as device_key,
    readings.event_hour as event_hour,
    count(*) as reading_count,
    {% for signal in signals -%}
    min({{ signal }}) as {{ signal }}_min, avg({{ signal }}) as {{ signal }}_avg, max({{ signal }}) as {{ signal }}_max{{ ',' if not loop.last }}
    {% endfor %}
from {{ ref('telemetry_readings') }} as readings
join touched on touched.machine_id = readings.machine_id and touched.event_hour = readings.event_hour
group by readings.machine_id, readings.event_hour
