{{ config(
    unique_key=['device_id', 'event_hour'],
    partitioned_by=['day(event_hour)']
) }}
{%- set signals = ['volt', 'rotate', 'pressure', 'vibration'] %}

-- The hours that new readings fall into, however late they came: these, and no others, are computed again, from all of their readings.
with touched as (
    select distinct device_id, event_hour
    from {{ ref('telemetry_readings') }}
    where ingest_ts > {{ watermark('ingest_ts', ref('telemetry_readings')) }}
      and ingest_ts <= {{ high_watermark('ingest_ts', ref('telemetry_readings')) }}
),

limits as (
    select
        {%- for signal in signals %}
        max(case when signal = '{{ signal }}' then low end) as {{ signal }}_low,
        max(case when signal = '{{ signal }}' then high end) as {{ signal }}_high{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('signal_limits') }}
),

readings as (
    select
        readings.device_id,
        readings.event_hour,
        {%- for signal in signals %}
        readings.{{ signal }},
        {%- endfor %}
        readings.error_count,
        readings.is_late,
        {%- for signal in signals %}
        {{ 'or ' if not loop.first }}coalesce(readings.{{ signal }} not between limits.{{ signal }}_low and limits.{{ signal }}_high, false)
        {%- endfor %} as is_anomaly
    from {{ ref('telemetry_readings') }} as readings
    join touched
        on touched.device_id = readings.device_id and touched.event_hour = readings.event_hour
    cross join limits
)

select
    device_id,
    event_hour,
    count(*) as reading_count,
    {%- for signal in signals %}
    min({{ signal }}) as {{ signal }}_min,
    round(avg({{ signal }}), 4) as {{ signal }}_avg,
    max({{ signal }}) as {{ signal }}_max,
    {%- endfor %}
    count_if(is_anomaly) as anomaly_count,
    sum(error_count) as error_count,
    count_if(is_late) as late_reading_count
from readings
group by device_id, event_hour
