-- How reliable is each model? An operating hour is an hour in which a device sent a reading; a failure is a corrective order on its equipment.
-- Both count for the model that the device was at that time.
with operation as (
    select
        devices.model,
        count(distinct hourly.device_id) as devices,
        count(*) as operating_hours,
        sum(hourly.anomaly_count) as anomalies
    from {{ ref('fact_telemetry_hourly') }} as hourly
    join {{ ref('dim_device') }} as devices
        on devices.device_id = hourly.device_id and {{ holds_at('devices', 'hourly.event_hour') }}
    group by devices.model
),

failures as (
    select devices.model, count(*) as failures
    from {{ ref('fact_work_orders') }} as orders
    join {{ ref('bridge_device_asset') }} as bridge
        on bridge.equipment_no = orders.equipment_no and {{ holds_at('bridge', 'orders.opened_at') }}
    join {{ ref('dim_device') }} as devices
        on devices.device_id = bridge.device_id and {{ holds_at('devices', 'orders.opened_at') }}
    where orders.order_type = 'corrective'
    group by devices.model
)

select
    operation.model,
    operation.devices,
    operation.operating_hours,
    operation.anomalies,
    coalesce(failures.failures, 0) as failures,
    round(operation.operating_hours / cast(nullif(failures.failures, 0) as double), 1) as mean_hours_between_failures,
    round(coalesce(failures.failures, 0) * 1000e0 / operation.operating_hours, 2) as failures_per_1000_hours
from operation
left join failures on failures.model = operation.model
order by failures_per_1000_hours desc, operation.model
