{{ config(partitioned_by=['month(event_hour)']) }}

-- The mean of the last 24 readings, and how far the hour is from it.
select
    device_key,
    event_hour,
    vibration_avg,
    avg(vibration_avg) over last_day as vibration_mean_24h,
    vibration_avg - avg(vibration_avg) over last_day as vibration_deviation,
    count(*) over last_day as hours_known
from {{ ref('fact_telemetry_hourly') }}
window last_day as (partition by device_key order by event_hour rows between 23 preceding and current row)
