-- How long the component had been in, and how many errors the machine told of in the day before.
select
    failures.machine_id as device_key,
    failures.event_ts as failed_at,
    failures.component,
    date_diff('hour', max(orders.event_ts), failures.event_ts) as component_age_hours,
    (
        select count(*)
        from {{ ref('error_events') }} as errors
        where errors.machine_id = failures.machine_id
          and errors.event_ts >= failures.event_ts - interval '24' hour
          and errors.event_ts < failures.event_ts
    ) as errors_in_day_before
from {{ ref('failure_events') }} as failures
left join {{ ref('maintenance_events') }} as orders
    on orders.machine_id = failures.machine_id
    and orders.component = failures.component
    and orders.event_ts < failures.event_ts
group by failures.machine_id, failures.event_ts, failures.component
